// Generated from tables/orchestration-message.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { orchestrationId: 0, item: 0, role: 0, body: 0, bodyRef: 0, model: 0, createdAt: 0, expiresAt: 0 } };

export function parseOrchestrationMessage(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["user","assistant"];
const validate0_ = validate1;
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate6(data, at, errors){
  if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
    failed(errors, at, "type", {type: "integer"});
  }
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^M#[0-9]{4}$", "u");
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "item", "role", "createdAt"]);
    unexpected(errors, at, data, ["orchestrationId", "item", "role", "body", "bodyRef", "model", "createdAt", "expiresAt"]);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.item !== undefined){
      let data1 = data.item;
      if(typeof data1 === "string"){
        if(!pattern1.test(data1)){
          failed(errors, at+"/item", "pattern", {pattern: "^M#[0-9]{4}$"});
        }
      } else {
        failed(errors, at+"/item", "type", {type: "string"});
      }
    }
    if(data.role !== undefined){
      let data2 = data.role;
      if(typeof data2 !== "string"){
        failed(errors, at+"/role", "type", {type: "string"});
      }
      if(!values0.includes(data2)){
        failed(errors, at+"/role", "enum", {allowedValues: values0});
      }
    }
    if(data.body !== undefined){
      if(typeof data.body !== "string"){
        failed(errors, at+"/body", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["bodyRef"], validate4);
    if(data.model !== undefined){
      let data5 = data.model;
      if(typeof data5 === "string"){
        if(func0(data5) > 256){
          failed(errors, at+"/model", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/model", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["createdAt", "expiresAt"], validate6);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
