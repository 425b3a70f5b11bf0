// Generated from events/orchestration-failed.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_5 = { p: { taskId: 0, agentId: 0, text: 0, resultRef: 0 } };
const known0_4 = { r: 0, i: known0_5 };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, reason: known0_2, usage: known0_3, durationMs: 0, partial: known0_4 } };

export function parseOrchestrationFailed(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["orchestrationId","status","turn","tenant","traceparent","reason","usage","durationMs","partial"];
const values1 = ["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED","REJECTED"];
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
  if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
    failed(errors, at, "type", {type: "integer"});
  }
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
  }
}
function validate6(data, at, errors){
  if(typeof data === "string"){
    if(func1(data) > 128){
      failed(errors, at, "maxLength", {limit: 128});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate8(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate10(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["code", "message"]);
    unexpected(errors, at, data, ["code", "message"]);
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
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
function validate12(data, at, errors){
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
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate22(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "status", "turn", "reason", "usage", "durationMs"]);
    unexpected(errors, at, data, values0);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values1.includes(data1)){
        failed(errors, at+"/status", "enum", {allowedValues: values1});
      }
    }
    properties(errors, at, data, ["turn"], validate4);
    properties(errors, at, data, ["tenant"], validate6);
    properties(errors, at, data, ["traceparent"], validate8);
    properties(errors, at, data, ["reason"], validate10);
    properties(errors, at, data, ["usage"], validate12);
    properties(errors, at, data, ["durationMs"], validate4);
    if(data.partial !== undefined){
      let data8 = data.partial;
      if(Array.isArray(data8)){
        if(data8.length > 32){
          failed(errors, at+"/partial", "maxItems", {limit: 32});
        }
        const len0 = data8.length;
        for(let i0=0; i0<len0; i0++){
          let data9 = data8[i0];
          if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
            missing(errors, at+"/partial/" + i0, data9, ["taskId", "agentId", "text"]);
            unexpected(errors, at+"/partial/" + i0, data9, ["taskId", "agentId", "text", "resultRef"]);
            if(data9.taskId !== undefined){
              validate6(data9.taskId, at+"/partial/" + i0+"/taskId", errors);
            }
            if(data9.agentId !== undefined){
              let data11 = data9.agentId;
              if(typeof data11 === "string"){
                if(func1(data11) > 256){
                  failed(errors, at+"/partial/" + i0+"/agentId", "maxLength", {limit: 256});
                }
              } else {
                failed(errors, at+"/partial/" + i0+"/agentId", "type", {type: "string"});
              }
            }
            if(data9.text !== undefined){
              let data12 = data9.text;
              if(typeof data12 === "string"){
                if(func1(data12) > 4200){
                  failed(errors, at+"/partial/" + i0+"/text", "maxLength", {limit: 4200});
                }
              } else {
                failed(errors, at+"/partial/" + i0+"/text", "type", {type: "string"});
              }
            }
            if(data9.resultRef !== undefined){
              validate22(data9.resultRef, at+"/partial/" + i0+"/resultRef", errors);
            }
          } else {
            failed(errors, at+"/partial/" + i0, "type", {type: "object"});
          }
        }
      } else {
        failed(errors, at+"/partial", "type", {type: "array"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
