// Generated from events/orchestration-turn-completed.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, tasks: 0, text: 0, usage: known0_2 } };

export function parseOrchestrationTurnCompleted(value) {
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
function validate4(data, at, errors){
  if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
    failed(errors, at, "type", {type: "integer"});
  }
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
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
function validate9(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    unexpected(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls", "costUsd", "unpricedCalls", "attempts"]);
    properties(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls"], validate4);
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
    properties(errors, at, data, ["unpricedCalls", "attempts"], validate4);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const func0 = textLength;
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "status", "turn", "tasks"]);
    unexpected(errors, at, data, ["orchestrationId", "status", "turn", "tenant", "traceparent", "tasks", "text", "usage"]);
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
    properties(errors, at, data, ["turn"], validate4);
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func0(data3) > 128){
          failed(errors, at+"/tenant", "maxLength", {limit: 128});
        }
      } else {
        failed(errors, at+"/tenant", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["traceparent"], validate6);
    properties(errors, at, data, ["tasks"], validate4);
    if(data.text !== undefined){
      let data6 = data.text;
      if(typeof data6 === "string"){
        if(func0(data6) > 4096){
          failed(errors, at+"/text", "maxLength", {limit: 4096});
        }
      } else {
        failed(errors, at+"/text", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["usage"], validate9);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
