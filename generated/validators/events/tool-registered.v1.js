// Generated from events/tool-registered.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { toolId: 0, version: 0, sha256: 0, by: 0, reason: 0 } };

export function parseToolRegistered(value) {
  return parsedKnown(validate0_, value, known0_1);
}

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
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["toolId", "by"]);
    unexpected(errors, at, data, ["toolId", "version", "sha256", "by", "reason"]);
    properties(errors, at, data, ["toolId"], validate2);
    if(data.version !== undefined){
      let data1 = data.version;
      if(typeof data1 === "string"){
        if(func0(data1) > 32){
          failed(errors, at+"/version", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/version", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["sha256"], validate4);
    if(data.by !== undefined){
      let data3 = data.by;
      if(typeof data3 === "string"){
        if(func0(data3) > 256){
          failed(errors, at+"/by", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/by", "type", {type: "string"});
      }
    }
    if(data.reason !== undefined){
      let data4 = data.reason;
      if(typeof data4 === "string"){
        if(func0(data4) > 1024){
          failed(errors, at+"/reason", "maxLength", {limit: 1024});
        }
      } else {
        failed(errors, at+"/reason", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
