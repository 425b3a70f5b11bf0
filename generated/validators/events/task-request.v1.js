// Generated from events/task-request.v1.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { turns: 0, tasks: 0, tokens: 0, costUsd: 0, deadlineSeconds: 0, fabrications: 0 } };
const known0_3 = { p: { type: 0, target: 0 } };
const known0_1 = { p: { task: 0, orchestrationId: 0, timestamp: 0, tenant: 0, requestedBy: 0, budget: known0_2, replyTo: known0_3, context: 0, traceparent: 0 } };

export function parseTaskRequest(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[t ](?:(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;
const values0 = ["task","orchestrationId","timestamp","tenant","requestedBy","budget","replyTo","context","traceparent"];
const values1 = ["eventbridge","sqs"];
const validate0_ = validate1;
const func1 = textLength;
const pattern0 = /* @__PURE__ */ new RegExp("\\S", "u");
const pattern1 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      failed(errors, at, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate4(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    unexpected(errors, at, data, ["turns", "tasks", "tokens", "costUsd", "deadlineSeconds", "fabrications"]);
    if(data.turns !== undefined){
      let data0 = data.turns;
      if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
        failed(errors, at+"/turns", "type", {type: "integer"});
      }
      if(typeof data0 == "number"){
        if(data0 > 200 || isNaN(data0)){
          failed(errors, at+"/turns", "maximum", {comparison: "<=", limit: 200});
        }
        if(data0 < 1 || isNaN(data0)){
          failed(errors, at+"/turns", "minimum", {comparison: ">=", limit: 1});
        }
      }
    }
    if(data.tasks !== undefined){
      let data1 = data.tasks;
      if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
        failed(errors, at+"/tasks", "type", {type: "integer"});
      }
      if(typeof data1 == "number"){
        if(data1 > 1000 || isNaN(data1)){
          failed(errors, at+"/tasks", "maximum", {comparison: "<=", limit: 1000});
        }
        if(data1 < 1 || isNaN(data1)){
          failed(errors, at+"/tasks", "minimum", {comparison: ">=", limit: 1});
        }
      }
    }
    if(data.tokens !== undefined){
      let data2 = data.tokens;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        failed(errors, at+"/tokens", "type", {type: "integer"});
      }
      if(typeof data2 == "number"){
        if(data2 < 1 || isNaN(data2)){
          failed(errors, at+"/tokens", "minimum", {comparison: ">=", limit: 1});
        }
      }
    }
    if(data.costUsd !== undefined){
      let data3 = data.costUsd;
      if(typeof data3 == "number"){
        if(data3 < 0 || isNaN(data3)){
          failed(errors, at+"/costUsd", "minimum", {comparison: ">=", limit: 0});
        }
      } else {
        failed(errors, at+"/costUsd", "type", {type: "number"});
      }
    }
    if(data.deadlineSeconds !== undefined){
      let data4 = data.deadlineSeconds;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        failed(errors, at+"/deadlineSeconds", "type", {type: "integer"});
      }
      if(typeof data4 == "number"){
        if(data4 > 604800 || isNaN(data4)){
          failed(errors, at+"/deadlineSeconds", "maximum", {comparison: "<=", limit: 604800});
        }
        if(data4 < 1 || isNaN(data4)){
          failed(errors, at+"/deadlineSeconds", "minimum", {comparison: ">=", limit: 1});
        }
      }
    }
    if(data.fabrications !== undefined){
      let data5 = data.fabrications;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        failed(errors, at+"/fabrications", "type", {type: "integer"});
      }
      if(typeof data5 == "number"){
        if(data5 > 20 || isNaN(data5)){
          failed(errors, at+"/fabrications", "maximum", {comparison: "<=", limit: 20});
        }
        if(data5 < 0 || isNaN(data5)){
          failed(errors, at+"/fabrications", "minimum", {comparison: ">=", limit: 0});
        }
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
function validate6(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["type", "target"]);
    unexpected(errors, at, data, ["type", "target"]);
    if(data.type !== undefined){
      let data0 = data.type;
      if(typeof data0 !== "string"){
        failed(errors, at+"/type", "type", {type: "string"});
      }
      if(!values1.includes(data0)){
        failed(errors, at+"/type", "enum", {allowedValues: values1});
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
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate8(data, at, errors){
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
    missing(errors, at, data, ["task"]);
    unexpected(errors, at, data, values0);
    if(data.task !== undefined){
      let data0 = data.task;
      if(typeof data0 === "string"){
        if(func1(data0) > 262144){
          failed(errors, at+"/task", "maxLength", {limit: 262144});
        }
        if(func1(data0) < 1){
          failed(errors, at+"/task", "minLength", {limit: 1});
        }
        if(!pattern0.test(data0)){
          failed(errors, at+"/task", "pattern", {pattern: "\\S"});
        }
      } else {
        failed(errors, at+"/task", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["orchestrationId"], validate2);
    if(data.timestamp !== undefined){
      let data2 = data.timestamp;
      if(typeof data2 === "string"){
        if(!(formats0.test(data2))){
          failed(errors, at+"/timestamp", "format", {format: "date-time"});
        }
      } else {
        failed(errors, at+"/timestamp", "type", {type: "string"});
      }
    }
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func1(data3) > 128){
          failed(errors, at+"/tenant", "maxLength", {limit: 128});
        }
        if(func1(data3) < 1){
          failed(errors, at+"/tenant", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/tenant", "type", {type: "string"});
      }
    }
    if(data.requestedBy !== undefined){
      let data4 = data.requestedBy;
      if(typeof data4 === "string"){
        if(func1(data4) > 256){
          failed(errors, at+"/requestedBy", "maxLength", {limit: 256});
        }
        if(func1(data4) < 1){
          failed(errors, at+"/requestedBy", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/requestedBy", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["budget"], validate4);
    properties(errors, at, data, ["replyTo"], validate6);
    if(data.context !== undefined){
      let data7 = data.context;
      if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
      } else {
        failed(errors, at+"/context", "type", {type: "object"});
      }
    }
    properties(errors, at, data, ["traceparent"], validate8);
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
