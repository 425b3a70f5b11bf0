// Generated from events/orchestration-rejected.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0 } };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, eventId: 0, reason: known0_2, tenant: 0 } };

export function parseOrchestrationRejected(value) {
  return parsedKnown(validate0_, value, known0_1);
}

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
const func0 = textLength;
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(func0(data) > 128){
      failed(errors, at, "maxLength", {limit: 128});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate6(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["code", "message"]);
    unexpected(errors, at, data, ["code", "message"]);
    if(data.code !== undefined){
      let data0 = data.code;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          failed(errors, at+"/code", "maxLength", {limit: 64});
        }
        if(func0(data0) < 1){
          failed(errors, at+"/code", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/code", "type", {type: "string"});
      }
    }
    if(data.message !== undefined){
      let data1 = data.message;
      if(typeof data1 === "string"){
        if(func0(data1) > 4096){
          failed(errors, at+"/message", "maxLength", {limit: 4096});
        }
      } else {
        failed(errors, at+"/message", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["status", "reason"]);
    unexpected(errors, at, data, ["orchestrationId", "status", "turn", "eventId", "reason", "tenant"]);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if("REJECTED" !== data1){
        failed(errors, at+"/status", "const", {allowedValue: "REJECTED"});
      }
    }
    if(data.turn !== undefined){
      let data2 = data.turn;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        failed(errors, at+"/turn", "type", {type: "integer"});
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          failed(errors, at+"/turn", "minimum", {comparison: ">=", limit: 0});
        }
      }
    }
    properties(errors, at, data, ["eventId"], validate4);
    properties(errors, at, data, ["reason"], validate6);
    properties(errors, at, data, ["tenant"], validate4);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
