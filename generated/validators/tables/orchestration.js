// Generated from tables/orchestration.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { turns: 0, tasks: 0, tokens: 0, costUsd: 0, fabrications: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, tasks: 0, fabrications: 0, unpricedCalls: 0, lostTokens: 0, lostCostUsd: 0 } };
const known0_4 = { p: { code: 0, message: 0 } };
const known0_5 = { p: { type: 0, target: 0 } };
const known0_6 = { p: { orchestrationId: 0, turn: 0 } };
const known0_1 = { p: { orchestrationId: 0, item: 0, status: 0, turn: 0, epoch: 0, messages: 0, dispatchedTurn: 0, leaseUntil: 0, holder: 0, notBefore: 0, wakeAt: 0, due: 0, deadlineAt: 0, createdAt: 0, updatedAt: 0, endedAt: 0, expiresAt: 0, day: 0, title: 0, attempts: 0, malformed: 0, maxTokens: 0, repaired: 0, budget: known0_2, usage: known0_3, requestHash: 0, configHash: 0, fabricated: 0, outcome: 0, reason: known0_4, announced: 0, tenant: 0, requestedBy: 0, replyTo: known0_5, traceparent: 0, forkedFrom: known0_6 } };

export function parseOrchestration(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["orchestrationId","item","status","turn","epoch","messages","dispatchedTurn","leaseUntil","holder","notBefore","wakeAt","due","deadlineAt","createdAt","updatedAt","endedAt","expiresAt","day","title","attempts","malformed","maxTokens","repaired","budget","usage","requestHash","configHash","fabricated","outcome","reason","announced","tenant","requestedBy","replyTo","traceparent","forkedFrom"];
const values1 = ["inputTokens","outputTokens","cachedTokens","modelCalls","costUsd","tasks","fabrications","unpricedCalls","lostTokens","lostCostUsd"];
const values2 = ["eventbridge","sqs"];
const values3 = ["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED"];
const values4 = ["0","1","2","3"];
const values5 = ["answered","blocked"];
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
function validate10(data, at, errors){
  if(typeof data === "string"){
    if(func1(data) > 128){
      failed(errors, at, "maxLength", {limit: 128});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate22(data, at, errors){
  if(typeof data !== "boolean"){
    failed(errors, at, "type", {type: "boolean"});
  }
}
function validate27(data, at, errors){
  if(typeof data == "number"){
    if(data < 0 || isNaN(data)){
      failed(errors, at, "minimum", {comparison: ">=", limit: 0});
    }
  } else {
    failed(errors, at, "type", {type: "number"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate40(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern3 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate43(data, at, errors){
  if(typeof data === "string"){
    if(!pattern3.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate45(data, at, errors){
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
function validate49(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["type", "target"]);
    unexpected(errors, at, data, ["type", "target"]);
    if(data.type !== undefined){
      let data0 = data.type;
      if(typeof data0 !== "string"){
        failed(errors, at+"/type", "type", {type: "string"});
      }
      if(!values2.includes(data0)){
        failed(errors, at+"/type", "enum", {allowedValues: values2});
      }
    }
    if(data.target !== undefined){
      let data1 = data.target;
      if(typeof data1 === "string"){
        if(func1(data1) > 512){
          failed(errors, at+"/target", "maxLength", {limit: 512});
        }
        if(func1(data1) < 1){
          failed(errors, at+"/target", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/target", "type", {type: "string"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const pattern4 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate51(data, at, errors){
  if(typeof data === "string"){
    if(!pattern4.test(data)){
      failed(errors, at, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["orchestrationId", "item", "status", "turn", "epoch", "createdAt", "updatedAt", "deadlineAt", "budget", "usage", "requestHash", "configHash", "dispatchedTurn", "messages"]);
    unexpected(errors, at, data, values0);
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.item !== undefined){
      let data1 = data.item;
      if(typeof data1 !== "string"){
        failed(errors, at+"/item", "type", {type: "string"});
      }
      if("META" !== data1){
        failed(errors, at+"/item", "const", {allowedValue: "META"});
      }
    }
    if(data.status !== undefined){
      let data2 = data.status;
      if(typeof data2 !== "string"){
        failed(errors, at+"/status", "type", {type: "string"});
      }
      if(!values3.includes(data2)){
        failed(errors, at+"/status", "enum", {allowedValues: values3});
      }
    }
    properties(errors, at, data, ["turn", "epoch", "messages", "dispatchedTurn", "leaseUntil"], validate4);
    properties(errors, at, data, ["holder"], validate10);
    properties(errors, at, data, ["notBefore", "wakeAt"], validate4);
    if(data.due !== undefined){
      let data11 = data.due;
      if(typeof data11 !== "string"){
        failed(errors, at+"/due", "type", {type: "string"});
      }
      if(!values4.includes(data11)){
        failed(errors, at+"/due", "enum", {allowedValues: values4});
      }
    }
    properties(errors, at, data, ["deadlineAt", "createdAt", "updatedAt", "endedAt", "expiresAt"], validate4);
    if(data.day !== undefined){
      let data17 = data.day;
      if(typeof data17 === "string"){
        if(!pattern1.test(data17)){
          failed(errors, at+"/day", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}$"});
        }
      } else {
        failed(errors, at+"/day", "type", {type: "string"});
      }
    }
    if(data.title !== undefined){
      let data18 = data.title;
      if(typeof data18 === "string"){
        if(func1(data18) > 120){
          failed(errors, at+"/title", "maxLength", {limit: 120});
        }
      } else {
        failed(errors, at+"/title", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["attempts", "malformed", "maxTokens"], validate4);
    properties(errors, at, data, ["repaired"], validate22);
    if(data.budget !== undefined){
      let data23 = data.budget;
      if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
        missing(errors, at+"/budget", data23, ["turns", "tasks", "tokens", "costUsd", "fabrications"]);
        unexpected(errors, at+"/budget", data23, ["turns", "tasks", "tokens", "costUsd", "fabrications"]);
        properties(errors, at+"/budget", data23, ["turns", "tasks", "tokens"], validate4);
        properties(errors, at+"/budget", data23, ["costUsd"], validate27);
        properties(errors, at+"/budget", data23, ["fabrications"], validate4);
      } else {
        failed(errors, at+"/budget", "type", {type: "object"});
      }
    }
    if(data.usage !== undefined){
      let data29 = data.usage;
      if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
        missing(errors, at+"/usage", data29, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls", "costUsd", "tasks", "fabrications"]);
        unexpected(errors, at+"/usage", data29, values1);
        properties(errors, at+"/usage", data29, ["inputTokens", "outputTokens", "cachedTokens", "modelCalls"], validate4);
        properties(errors, at+"/usage", data29, ["costUsd"], validate27);
        properties(errors, at+"/usage", data29, ["tasks", "fabrications", "unpricedCalls", "lostTokens"], validate4);
        properties(errors, at+"/usage", data29, ["lostCostUsd"], validate27);
      } else {
        failed(errors, at+"/usage", "type", {type: "object"});
      }
    }
    properties(errors, at, data, ["requestHash", "configHash"], validate40);
    if(data.fabricated !== undefined){
      let data42 = data.fabricated;
      if(Array.isArray(data42)){
        if(data42.length > 20){
          failed(errors, at+"/fabricated", "maxItems", {limit: 20});
        }
        const len0 = data42.length;
        for(let i0=0; i0<len0; i0++){
          validate43(data42[i0], at+"/fabricated/" + i0, errors);
        }
      } else {
        failed(errors, at+"/fabricated", "type", {type: "array"});
      }
    }
    if(data.outcome !== undefined){
      let data44 = data.outcome;
      if(typeof data44 !== "string"){
        failed(errors, at+"/outcome", "type", {type: "string"});
      }
      if(!values5.includes(data44)){
        failed(errors, at+"/outcome", "enum", {allowedValues: values5});
      }
    }
    properties(errors, at, data, ["reason"], validate45);
    properties(errors, at, data, ["announced"], validate22);
    properties(errors, at, data, ["tenant"], validate10);
    if(data.requestedBy !== undefined){
      let data48 = data.requestedBy;
      if(typeof data48 === "string"){
        if(func1(data48) > 256){
          failed(errors, at+"/requestedBy", "maxLength", {limit: 256});
        }
      } else {
        failed(errors, at+"/requestedBy", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["replyTo"], validate49);
    properties(errors, at, data, ["traceparent"], validate51);
    if(data.forkedFrom !== undefined){
      let data51 = data.forkedFrom;
      if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
        missing(errors, at+"/forkedFrom", data51, ["orchestrationId", "turn"]);
        unexpected(errors, at+"/forkedFrom", data51, ["orchestrationId", "turn"]);
        properties(errors, at+"/forkedFrom", data51, ["orchestrationId"], validate2);
        if(data51.turn !== undefined){
          let data53 = data51.turn;
          if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
            failed(errors, at+"/forkedFrom/turn", "type", {type: "integer"});
          }
          if(typeof data53 == "number"){
            if(data53 < 1 || isNaN(data53)){
              failed(errors, at+"/forkedFrom/turn", "minimum", {comparison: ">=", limit: 1});
            }
          }
        }
      } else {
        failed(errors, at+"/forkedFrom", "type", {type: "object"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
