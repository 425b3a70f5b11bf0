// Generated from events/agent-fabricated.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0, retryable: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_1 = { p: { orchestration_id: 0, agent_use_id: 0, node: 0, data: 0, status: 0, error: known0_2, result_ref: 0, usage: known0_3, traceparent: 0, agentId: 0, version: 0, state: 0 } };

export function parseAgentFabricated(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["orchestration_id","agent_use_id","node","data","status","error","result_ref","usage","traceparent","agentId","version","state"];
const values1 = ["active","inactive","maintenance","pending"];
const values2 = ["success","error"];
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
function validate4(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["code", "message"]);
    unexpected(errors, at, data, ["code", "message", "retryable"]);
    if(data.code !== undefined){
      let data0 = data.code;
      if(typeof data0 === "string"){
        if(func1(data0) > 64){
          failed(errors, at+"/code", "maxLength", {limit: 64});
        }
        if(func1(data0) < 1){
          failed(errors, at+"/code", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/code", "type", {type: "string"});
      }
    }
    if(data.message !== undefined){
      let data1 = data.message;
      if(typeof data1 === "string"){
        if(func1(data1) > 4096){
          failed(errors, at+"/message", "maxLength", {limit: 4096});
        }
      } else {
        failed(errors, at+"/message", "type", {type: "string"});
      }
    }
    if(data.retryable !== undefined){
      if(typeof data.retryable !== "boolean"){
        failed(errors, at+"/retryable", "type", {type: "boolean"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate6(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate9(data, at, errors){
  if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
    failed(errors, at, "type", {type: "integer"});
  }
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
  }
}
function validate8(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    unexpected(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls", "costUsd", "unpricedCalls", "attempts"]);
    properties(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls"], validate9);
    if(data.costUsd !== undefined){
      let data4 = data.costUsd;
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          failed(errors, at+"/costUsd", "minimum", {comparison: ">=", limit: 0});
        }
      } else {
        failed(errors, at+"/costUsd", "type", {type: "number"});
      }
    }
    properties(errors, at, data, ["unpricedCalls", "attempts"], validate9);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate17(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern3 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate19(data, at, errors){
  if(typeof data === "string"){
    if(!pattern3.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate21(data, at, errors){
  if(typeof data !== "string"){
    failed(errors, at, "type", {type: "string"});
  }
  if(!values1.includes(data)){
    failed(errors, at, "enum", {allowedValues: values1});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestration_id", "agent_use_id", "node", "data"]);
    unexpected(errors, at, data, values0);
    properties(errors, at, data, ["orchestration_id"], validate2);
    if(data.agent_use_id !== undefined){
      let data1 = data.agent_use_id;
      if(typeof data1 === "string"){
        if(func1(data1) > 1024){
          failed(errors, at+"/agent_use_id", "maxLength", {limit: 1024});
        }
        if(func1(data1) < 1){
          failed(errors, at+"/agent_use_id", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/agent_use_id", "type", {type: "string"});
      }
    }
    if(data.node !== undefined){
      let data2 = data.node;
      if(typeof data2 === "string"){
        if(func1(data2) > 256){
          failed(errors, at+"/node", "maxLength", {limit: 256});
        }
        if(func1(data2) < 1){
          failed(errors, at+"/node", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/node", "type", {type: "string"});
      }
    }
    if(data.status !== undefined){
      let data3 = data.status;
      if(typeof data3 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values2.includes(data3)){
        failed(errors, at+"/status", "enum", {allowedValues: values2});
      }
    }
    properties(errors, at, data, ["error"], validate4);
    properties(errors, at, data, ["result_ref"], validate6);
    properties(errors, at, data, ["usage"], validate8);
    properties(errors, at, data, ["traceparent"], validate17);
    properties(errors, at, data, ["agentId"], validate19);
    if(data.version !== undefined){
      let data9 = data.version;
      if(typeof data9 === "string"){
        if(func1(data9) > 32){
          failed(errors, at+"/version", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/version", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["state"], validate21);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
