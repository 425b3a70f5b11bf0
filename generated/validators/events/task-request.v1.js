// Generated from events/task-request.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { turns: 0, tasks: 0, tokens: 0, costUsd: 0, deadlineSeconds: 0, fabrications: 0 } };
const known0_3 = { p: { type: 0, target: 0 } };
const known0_1 = { p: { task: 0, orchestrationId: 0, timestamp: 0, tenant: 0, requestedBy: 0, budget: known0_2, replyTo: known0_3, context: 0, traceparent: 0 } };

export function parseTaskRequest(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["task"],"properties":{"task":{"type":"string","minLength":1,"maxLength":262144,"pattern":"\\S"},"orchestrationId":{"$ref":"#/$defs/s1"},"timestamp":{"type":"string","format":"date-time"},"tenant":{"type":"string","minLength":1,"maxLength":128},"requestedBy":{"type":"string","minLength":1,"maxLength":256},"budget":{"$ref":"#/$defs/s2"},"replyTo":{"$ref":"#/$defs/s3"},"context":{"type":"object","additionalProperties":true},"traceparent":{"$ref":"#/$defs/s4"}}};
const func0 = /* @__PURE__ */ (() => Object.prototype.hasOwnProperty)();
const func1 = textLength;
const pattern0 = /* @__PURE__ */ new RegExp("\\S", "u");
const schema2 = {"type":"string","pattern":"^[A-Za-z0-9_-]{1,64}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[A-Za-z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
const schema3 = {"type":"object","additionalProperties":false,"required":[],"properties":{"turns":{"type":"integer","minimum":1,"maximum":200},"tasks":{"type":"integer","minimum":1,"maximum":1000},"tokens":{"type":"integer","minimum":1},"costUsd":{"type":"number","minimum":0},"deadlineSeconds":{"type":"integer","minimum":1,"maximum":604800},"fabrications":{"type":"integer","minimum":0,"maximum":20}}};
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    for(const key0 in data){
      if(!((((((key0 === "turns") || (key0 === "tasks")) || (key0 === "tokens")) || (key0 === "costUsd")) || (key0 === "deadlineSeconds")) || (key0 === "fabrications"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.turns !== undefined){
      let data0 = data.turns;
      if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
        vErrors = failed(vErrors, instancePath+"/turns", "type", {type: "integer"});
        errors++;
      }
      if(typeof data0 == "number"){
        if(data0 > 200 || isNaN(data0)){
          vErrors = failed(vErrors, instancePath+"/turns", "maximum", {comparison: "<=", limit: 200});
          errors++;
        }
        if(data0 < 1 || isNaN(data0)){
          vErrors = failed(vErrors, instancePath+"/turns", "minimum", {comparison: ">=", limit: 1});
          errors++;
        }
      }
    }
    if(data.tasks !== undefined){
      let data1 = data.tasks;
      if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
        vErrors = failed(vErrors, instancePath+"/tasks", "type", {type: "integer"});
        errors++;
      }
      if(typeof data1 == "number"){
        if(data1 > 1000 || isNaN(data1)){
          vErrors = failed(vErrors, instancePath+"/tasks", "maximum", {comparison: "<=", limit: 1000});
          errors++;
        }
        if(data1 < 1 || isNaN(data1)){
          vErrors = failed(vErrors, instancePath+"/tasks", "minimum", {comparison: ">=", limit: 1});
          errors++;
        }
      }
    }
    if(data.tokens !== undefined){
      let data2 = data.tokens;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        vErrors = failed(vErrors, instancePath+"/tokens", "type", {type: "integer"});
        errors++;
      }
      if(typeof data2 == "number"){
        if(data2 < 1 || isNaN(data2)){
          vErrors = failed(vErrors, instancePath+"/tokens", "minimum", {comparison: ">=", limit: 1});
          errors++;
        }
      }
    }
    if(data.costUsd !== undefined){
      let data3 = data.costUsd;
      if(typeof data3 == "number"){
        if(data3 < 0 || isNaN(data3)){
          vErrors = failed(vErrors, instancePath+"/costUsd", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/costUsd", "type", {type: "number"});
        errors++;
      }
    }
    if(data.deadlineSeconds !== undefined){
      let data4 = data.deadlineSeconds;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        vErrors = failed(vErrors, instancePath+"/deadlineSeconds", "type", {type: "integer"});
        errors++;
      }
      if(typeof data4 == "number"){
        if(data4 > 604800 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/deadlineSeconds", "maximum", {comparison: "<=", limit: 604800});
          errors++;
        }
        if(data4 < 1 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/deadlineSeconds", "minimum", {comparison: ">=", limit: 1});
          errors++;
        }
      }
    }
    if(data.fabrications !== undefined){
      let data5 = data.fabrications;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        vErrors = failed(vErrors, instancePath+"/fabrications", "type", {type: "integer"});
        errors++;
      }
      if(typeof data5 == "number"){
        if(data5 > 20 || isNaN(data5)){
          vErrors = failed(vErrors, instancePath+"/fabrications", "maximum", {comparison: "<=", limit: 20});
          errors++;
        }
        if(data5 < 0 || isNaN(data5)){
          vErrors = failed(vErrors, instancePath+"/fabrications", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"object","additionalProperties":false,"required":["type","target"],"properties":{"type":{"type":"string","enum":["eventbridge","sqs"]},"target":{"type":"string","minLength":1,"maxLength":512}}};
function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.type === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "type"});
      errors++;
    }
    if(data.target === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "target"});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "type") || (key0 === "target"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.type !== undefined){
      let data0 = data.type;
      if(typeof data0 !== "string"){
        vErrors = failed(vErrors, instancePath+"/type", "type", {type: "string"});
        errors++;
      }
      if(!((data0 === "eventbridge") || (data0 === "sqs"))){
        vErrors = failed(vErrors, instancePath+"/type", "enum", {allowedValues: schema4.properties.type.enum});
        errors++;
      }
    }
    if(data.target !== undefined){
      let data1 = data.target;
      if(typeof data1 === "string"){
        if(func1(data1) > 512){
          vErrors = failed(vErrors, instancePath+"/target", "maxLength", {limit: 512});
          errors++;
        }
        if(func1(data1) < 1){
          vErrors = failed(vErrors, instancePath+"/target", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/target", "type", {type: "string"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate6.errors = vErrors;
  return errors === 0;
}
const schema5 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate8.errors = vErrors;
  return errors === 0;
}
const formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[t ](?:(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.task === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "task"});
      errors++;
    }
    for(const key0 in data){
      if(!(func0.call(schema1.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.task !== undefined){
      let data0 = data.task;
      if(typeof data0 === "string"){
        if(func1(data0) > 262144){
          vErrors = failed(vErrors, instancePath+"/task", "maxLength", {limit: 262144});
          errors++;
        }
        if(func1(data0) < 1){
          vErrors = failed(vErrors, instancePath+"/task", "minLength", {limit: 1});
          errors++;
        }
        if(!pattern0.test(data0)){
          vErrors = failed(vErrors, instancePath+"/task", "pattern", {pattern: "\\S"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/task", "type", {type: "string"});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.timestamp !== undefined){
      let data2 = data.timestamp;
      if(typeof data2 === "string"){
        if(!(formats0.test(data2))){
          vErrors = failed(vErrors, instancePath+"/timestamp", "format", {format: "date-time"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/timestamp", "type", {type: "string"});
        errors++;
      }
    }
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func1(data3) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
        if(func1(data3) < 1){
          vErrors = failed(vErrors, instancePath+"/tenant", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
    if(data.requestedBy !== undefined){
      let data4 = data.requestedBy;
      if(typeof data4 === "string"){
        if(func1(data4) > 256){
          vErrors = failed(vErrors, instancePath+"/requestedBy", "maxLength", {limit: 256});
          errors++;
        }
        if(func1(data4) < 1){
          vErrors = failed(vErrors, instancePath+"/requestedBy", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/requestedBy", "type", {type: "string"});
        errors++;
      }
    }
    if(data.budget !== undefined){
      if(!(validate4(data.budget, {instancePath:instancePath+"/budget",parentData:data,parentDataProperty:"budget",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.replyTo !== undefined){
      if(!(validate6(data.replyTo, {instancePath:instancePath+"/replyTo",parentData:data,parentDataProperty:"replyTo",rootData}))){
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
    if(data.context !== undefined){
      let data7 = data.context;
      if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
      } else {
        vErrors = failed(vErrors, instancePath+"/context", "type", {type: "object"});
        errors++;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate8(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate8.errors : vErrors.concat(validate8.errors);
        errors = vErrors.length;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
