// Generated from tables/tool.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { name: 0, filename: 0, schema: 0, version: 0, description: 0 } };
const known0_1 = { p: { toolId: 0, config: known0_2, state: 0, sha256: 0, createdAt: 0, updatedAt: 0 } };

export function parseTool(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["active","inactive","maintenance","pending"];
const validate0_ = validate1;
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate5(data, at, errors){
  if(typeof data !== "string"){
    failed(errors, at, "type", {type: "string"});
  }
  if(!values0.includes(data)){
    failed(errors, at, "enum", {allowedValues: values0});
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate7(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const func0 = textLength;
function validate9(data, at, errors){
  if(typeof data === "string"){
    if(func0(data) > 40){
      failed(errors, at, "maxLength", {limit: 40});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["toolId", "config", "state"]);
    unexpected(errors, at, data, ["toolId", "config", "state", "sha256", "createdAt", "updatedAt"]);
    properties(errors, at, data, ["toolId"], validate2);
    if(data.config !== undefined){
      let data1 = data.config;
      if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
        missing(errors, at+"/config", data1, ["name", "filename", "schema", "version", "description"]);
        unexpected(errors, at+"/config", data1, ["name", "filename", "schema", "version", "description"]);
        properties(errors, at+"/config", data1, ["name"], validate2);
        if(data1.filename !== undefined){
          let data3 = data1.filename;
          if(typeof data3 === "string"){
            if(func0(data3) > 256){
              failed(errors, at+"/config/filename", "maxLength", {limit: 256});
            }
          } else {
            failed(errors, at+"/config/filename", "type", {type: "string"});
          }
        }
        if(data1.schema !== undefined){
          let data4 = data1.schema;
          if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
          } else {
            failed(errors, at+"/config/schema", "type", {type: "object"});
          }
        }
        if(data1.version !== undefined){
          let data5 = data1.version;
          if(typeof data5 === "string"){
            if(func0(data5) > 32){
              failed(errors, at+"/config/version", "maxLength", {limit: 32});
            }
          } else {
            failed(errors, at+"/config/version", "type", {type: "string"});
          }
        }
        if(data1.description !== undefined){
          let data6 = data1.description;
          if(typeof data6 === "string"){
            if(func0(data6) > 4096){
              failed(errors, at+"/config/description", "maxLength", {limit: 4096});
            }
            if(func0(data6) < 1){
              failed(errors, at+"/config/description", "minLength", {limit: 1});
            }
          } else {
            failed(errors, at+"/config/description", "type", {type: "string"});
          }
        }
      } else {
        failed(errors, at+"/config", "type", {type: "object"});
      }
    }
    properties(errors, at, data, ["state"], validate5);
    properties(errors, at, data, ["sha256"], validate7);
    properties(errors, at, data, ["createdAt", "updatedAt"], validate9);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
