// Generated from messages/agent-task.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { agent_input: 0, orchestration_id: 0, agent_use_id: 0, node: 0, deadline: 0, attempt: 0, agent_version: 0, traceparent: 0, input_ref: 0 } };

export function parseAgentTask(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[t ](?:(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;
const values0 = ["agent_input","orchestration_id","agent_use_id","node","deadline","attempt","agent_version","traceparent","input_ref"];
const validate0_ = validate1;
const func1 = textLength;
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
const pattern1 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate6(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern3 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate8(data, at, errors){
  if(typeof data === "string"){
    if(!pattern3.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["agent_input", "orchestration_id", "agent_use_id", "node"]);
    unexpected(errors, at, data, values0);
    if(data.agent_input !== undefined){
      let data0 = data.agent_input;
      if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
      } else {
        failed(errors, at+"/agent_input", "type", {type: "object"});
      }
    }
    properties(errors, at, data, ["orchestration_id"], validate2);
    if(data.agent_use_id !== undefined){
      let data2 = data.agent_use_id;
      if(typeof data2 === "string"){
        if(func1(data2) > 1024){
          failed(errors, at+"/agent_use_id", "maxLength", {limit: 1024});
        }
        if(func1(data2) < 1){
          failed(errors, at+"/agent_use_id", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/agent_use_id", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["node"], validate4);
    if(data.deadline !== undefined){
      let data4 = data.deadline;
      if(typeof data4 === "string"){
        if(!(formats0.test(data4))){
          failed(errors, at+"/deadline", "format", {format: "date-time"});
        }
      } else {
        failed(errors, at+"/deadline", "type", {type: "string"});
      }
    }
    if(data.attempt !== undefined){
      let data5 = data.attempt;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        failed(errors, at+"/attempt", "type", {type: "integer"});
      }
      if(typeof data5 == "number"){
        if(data5 < 1 || isNaN(data5)){
          failed(errors, at+"/attempt", "minimum", {comparison: ">=", limit: 1});
        }
      }
    }
    if(data.agent_version !== undefined){
      let data6 = data.agent_version;
      if(typeof data6 === "string"){
        if(func1(data6) > 32){
          failed(errors, at+"/agent_version", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/agent_version", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["traceparent"], validate6);
    properties(errors, at, data, ["input_ref"], validate8);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
