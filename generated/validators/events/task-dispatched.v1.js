// Generated from events/task-dispatched.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, taskId: 0, agentId: 0, agentVersion: 0 } };

export function parseTaskDispatched(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED","REJECTED"];
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
const pattern1 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate6(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate9(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "status", "turn", "taskId", "agentId"]);
    unexpected(errors, at, data, ["orchestrationId", "status", "turn", "tenant", "traceparent", "taskId", "agentId", "agentVersion"]);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values0.includes(data1)){
        failed(errors, at+"/status", "enum", {allowedValues: values0});
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
    properties(errors, at, data, ["tenant"], validate4);
    properties(errors, at, data, ["traceparent"], validate6);
    properties(errors, at, data, ["taskId"], validate4);
    properties(errors, at, data, ["agentId"], validate9);
    if(data.agentVersion !== undefined){
      let data7 = data.agentVersion;
      if(typeof data7 === "string"){
        if(func0(data7) > 32){
          failed(errors, at+"/agentVersion", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/agentVersion", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
