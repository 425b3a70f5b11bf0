// Generated from tables/task.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0, retryable: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_4 = { p: { tokens: 0, costUsd: 0 } };
const known0_1 = { p: { requestId: 0, taskId: 0, orchestrationId: 0, turn: 0, index: 0, toolUseId: 0, agentId: 0, agentVersion: 0, codeSha256: 0, target: 0, status: 0, attempt: 0, leaseUntil: 0, wakeAt: 0, deadlineAt: 0, tokenHashes: 0, input: 0, inputRef: 0, result: 0, resultRef: 0, error: known0_2, usage: known0_3, allowance: known0_4, tenant: 0, traceparent: 0, createdAt: 0, startedAt: 0, endedAt: 0, expiresAt: 0 } };

export function parseTask(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["requestId","taskId","orchestrationId","turn","index","toolUseId","agentId","agentVersion","codeSha256","target","status","attempt","leaseUntil","wakeAt","deadlineAt","tokenHashes","input","inputRef","result","resultRef","error","usage","allowance","tenant","traceparent","createdAt","startedAt","endedAt","expiresAt"];
const values1 = ["CREATED","RUNNING","SUCCEEDED","FAILED","TIMED_OUT","CANCELLED"];
const validate0_ = validate1;
const func1 = textLength;
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(func1(data) > 128){
      failed(errors, at, "maxLength", {limit: 128});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate4(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
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
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate10(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate17(data, at, errors){
  if(typeof data !== "string"){
    failed(errors, at, "type", {type: "string"});
  }
}
function validate22(data, at, errors){
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
function validate29(data, at, errors){
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
  } else {
    failed(errors, at, "type", {type: "number"});
  }
}
function validate24(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    unexpected(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls", "costUsd", "unpricedCalls", "attempts"]);
    properties(errors, at, data, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls"], validate6);
    properties(errors, at, data, ["costUsd"], validate29);
    properties(errors, at, data, ["unpricedCalls", "attempts"], validate6);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate37(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["requestId", "taskId", "orchestrationId", "turn", "index", "toolUseId", "agentId", "target", "status", "attempt", "deadlineAt", "tokenHashes", "createdAt"]);
    unexpected(errors, at, data, values0);
    if(data.requestId !== undefined){
      let data0 = data.requestId;
      if(typeof data0 === "string"){
        if(func1(data0) > 80){
          failed(errors, at+"/requestId", "maxLength", {limit: 80});
        }
      } else {
        failed(errors, at+"/requestId", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["taskId"], validate2);
    properties(errors, at, data, ["orchestrationId"], validate4);
    properties(errors, at, data, ["turn", "index"], validate6);
    properties(errors, at, data, ["toolUseId"], validate2);
    if(data.agentId !== undefined){
      let data6 = data.agentId;
      if(typeof data6 === "string"){
        if(func1(data6) > 256){
          failed(errors, at+"/agentId", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/agentId", "type", {type: "string"});
      }
    }
    if(data.agentVersion !== undefined){
      let data7 = data.agentVersion;
      if(typeof data7 === "string"){
        if(func1(data7) > 32){
          failed(errors, at+"/agentVersion", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/agentVersion", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["codeSha256"], validate10);
    if(data.target !== undefined){
      let data9 = data.target;
      if(typeof data9 === "string"){
        if(func1(data9) > 512){
          failed(errors, at+"/target", "maxLength", {limit: 512});
        }
      } else {
        failed(errors, at+"/target", "type", {type: "string"});
      }
    }
    if(data.status !== undefined){
      let data10 = data.status;
      if(typeof data10 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values1.includes(data10)){
        failed(errors, at+"/status", "enum", {allowedValues: values1});
      }
    }
    properties(errors, at, data, ["attempt", "leaseUntil", "wakeAt", "deadlineAt"], validate6);
    if(data.tokenHashes !== undefined){
      let data15 = data.tokenHashes;
      if(Array.isArray(data15)){
        if(data15.length > 8){
          failed(errors, at+"/tokenHashes", "maxItems", {limit: 8});
        }
        if(data15.length < 0){
          failed(errors, at+"/tokenHashes", "minItems", {limit: 0});
        }
        const len0 = data15.length;
        for(let i0=0; i0<len0; i0++){
          validate10(data15[i0], at+"/tokenHashes/" + i0, errors);
        }
      } else {
        failed(errors, at+"/tokenHashes", "type", {type: "array"});
      }
    }
    properties(errors, at, data, ["input"], validate17);
    properties(errors, at, data, ["inputRef"], validate10);
    properties(errors, at, data, ["result"], validate17);
    properties(errors, at, data, ["resultRef"], validate10);
    properties(errors, at, data, ["error"], validate22);
    properties(errors, at, data, ["usage"], validate24);
    if(data.allowance !== undefined){
      let data23 = data.allowance;
      if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
        missing(errors, at+"/allowance", data23, ["tokens", "costUsd"]);
        unexpected(errors, at+"/allowance", data23, ["tokens", "costUsd"]);
        properties(errors, at+"/allowance", data23, ["tokens"], validate6);
        properties(errors, at+"/allowance", data23, ["costUsd"], validate29);
      } else {
        failed(errors, at+"/allowance", "type", {type: "object"});
      }
    }
    properties(errors, at, data, ["tenant"], validate2);
    properties(errors, at, data, ["traceparent"], validate37);
    properties(errors, at, data, ["createdAt", "startedAt", "endedAt", "expiresAt"], validate6);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
