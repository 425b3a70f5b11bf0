// Generated from tables/orchestration.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { turns: 0, tasks: 0, tokens: 0, costUsd: 0, fabrications: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, tasks: 0, fabrications: 0, unpricedCalls: 0, lostTokens: 0, lostCostUsd: 0 } };
const known0_4 = { p: { code: 0, message: 0 } };
const known0_5 = { p: { type: 0, target: 0 } };
const known0_6 = { p: { orchestrationId: 0, turn: 0 } };
const known0_1 = { p: { orchestrationId: 0, item: 0, status: 0, turn: 0, epoch: 0, messages: 0, dispatchedTurn: 0, leaseUntil: 0, holder: 0, notBefore: 0, wakeAt: 0, due: 0, deadlineAt: 0, createdAt: 0, updatedAt: 0, endedAt: 0, expiresAt: 0, day: 0, title: 0, attempts: 0, malformed: 0, maxTokens: 0, repaired: 0, budget: known0_2, usage: known0_3, requestHash: 0, configHash: 0, fabricated: 0, outcome: 0, reason: known0_4, announced: 0, tenant: 0, requestedBy: 0, replyTo: known0_5, traceparent: 0, forkedFrom: known0_6 } };

export function parseOrchestration(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["orchestrationId","item","status","turn","epoch","createdAt","updatedAt","deadlineAt","budget","usage","requestHash","configHash","dispatchedTurn","messages"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"item":{"type":"string","const":"META"},"status":{"type":"string","enum":["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED"]},"turn":{"type":"integer","minimum":0},"epoch":{"type":"integer","minimum":0},"messages":{"type":"integer","minimum":0},"dispatchedTurn":{"type":"integer","minimum":0},"leaseUntil":{"type":"integer","minimum":0},"holder":{"type":"string","maxLength":128},"notBefore":{"type":"integer","minimum":0},"wakeAt":{"type":"integer","minimum":0},"due":{"type":"string","enum":["0","1","2","3"]},"deadlineAt":{"type":"integer","minimum":0},"createdAt":{"type":"integer","minimum":0},"updatedAt":{"type":"integer","minimum":0},"endedAt":{"type":"integer","minimum":0},"expiresAt":{"type":"integer","minimum":0},"day":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"},"title":{"type":"string","maxLength":120},"attempts":{"type":"integer","minimum":0},"malformed":{"type":"integer","minimum":0},"maxTokens":{"type":"integer","minimum":0},"repaired":{"type":"boolean"},"budget":{"type":"object","additionalProperties":false,"required":["turns","tasks","tokens","costUsd","fabrications"],"properties":{"turns":{"type":"integer","minimum":0},"tasks":{"type":"integer","minimum":0},"tokens":{"type":"integer","minimum":0},"costUsd":{"type":"number","minimum":0},"fabrications":{"type":"integer","minimum":0}}},"usage":{"type":"object","additionalProperties":false,"required":["inputTokens","outputTokens","cachedTokens","modelCalls","costUsd","tasks","fabrications"],"properties":{"inputTokens":{"type":"integer","minimum":0},"outputTokens":{"type":"integer","minimum":0},"cachedTokens":{"type":"integer","minimum":0},"modelCalls":{"type":"integer","minimum":0},"costUsd":{"type":"number","minimum":0},"tasks":{"type":"integer","minimum":0},"fabrications":{"type":"integer","minimum":0},"unpricedCalls":{"type":"integer","minimum":0},"lostTokens":{"type":"integer","minimum":0},"lostCostUsd":{"type":"number","minimum":0}}},"requestHash":{"$ref":"#/$defs/s2"},"configHash":{"$ref":"#/$defs/s2"},"fabricated":{"type":"array","items":{"$ref":"#/$defs/s3"},"maxItems":20},"outcome":{"type":"string","enum":["answered","blocked"]},"reason":{"$ref":"#/$defs/s4"},"announced":{"type":"boolean"},"tenant":{"type":"string","maxLength":128},"requestedBy":{"type":"string","maxLength":256},"replyTo":{"$ref":"#/$defs/s5"},"traceparent":{"$ref":"#/$defs/s6"},"forkedFrom":{"type":"object","additionalProperties":false,"required":["orchestrationId","turn"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"turn":{"type":"integer","minimum":1}}}}};
const func0 = /* @__PURE__ */ (() => Object.prototype.hasOwnProperty)();
const func1 = textLength;
const schema2 = {"type":"string","pattern":"^[A-Za-z0-9_-]{1,64}$"};
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
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
const schema3 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[0-9a-f]{64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern3 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate7(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern3.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate7.errors = vErrors;
  return errors === 0;
}
const schema5 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096}}};
function validate9(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.code === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "code"});
      errors++;
    }
    if(data.message === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "message"});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "code") || (key0 === "message"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.code !== undefined){
      let data0 = data.code;
      if(typeof data0 === "string"){
        if(func1(data0) > 64){
          vErrors = failed(vErrors, instancePath+"/code", "maxLength", {limit: 64});
          errors++;
        }
        if(func1(data0) < 1){
          vErrors = failed(vErrors, instancePath+"/code", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/code", "type", {type: "string"});
        errors++;
      }
    }
    if(data.message !== undefined){
      let data1 = data.message;
      if(typeof data1 === "string"){
        if(func1(data1) > 4096){
          vErrors = failed(vErrors, instancePath+"/message", "maxLength", {limit: 4096});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/message", "type", {type: "string"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate9.errors = vErrors;
  return errors === 0;
}
const schema6 = {"type":"object","additionalProperties":false,"required":["type","target"],"properties":{"type":{"type":"string","enum":["eventbridge","sqs"]},"target":{"type":"string","minLength":1,"maxLength":512}}};
function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
        vErrors = failed(vErrors, instancePath+"/type", "enum", {allowedValues: schema6.properties.type.enum});
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
  validate11.errors = vErrors;
  return errors === 0;
}
const schema7 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern4 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern4.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}
const pattern1 = /* @__PURE__ */ new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
      errors++;
    }
    if(data.item === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "item"});
      errors++;
    }
    if(data.status === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "status"});
      errors++;
    }
    if(data.turn === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "turn"});
      errors++;
    }
    if(data.epoch === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "epoch"});
      errors++;
    }
    if(data.createdAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "createdAt"});
      errors++;
    }
    if(data.updatedAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "updatedAt"});
      errors++;
    }
    if(data.deadlineAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "deadlineAt"});
      errors++;
    }
    if(data.budget === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "budget"});
      errors++;
    }
    if(data.usage === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "usage"});
      errors++;
    }
    if(data.requestHash === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "requestHash"});
      errors++;
    }
    if(data.configHash === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "configHash"});
      errors++;
    }
    if(data.dispatchedTurn === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "dispatchedTurn"});
      errors++;
    }
    if(data.messages === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "messages"});
      errors++;
    }
    for(const key0 in data){
      if(!(func0.call(schema1.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.item !== undefined){
      let data1 = data.item;
      if(typeof data1 !== "string"){
        vErrors = failed(vErrors, instancePath+"/item", "type", {type: "string"});
        errors++;
      }
      if("META" !== data1){
        vErrors = failed(vErrors, instancePath+"/item", "const", {allowedValue: "META"});
        errors++;
      }
    }
    if(data.status !== undefined){
      let data2 = data.status;
      if(typeof data2 !== "string"){
        vErrors = failed(vErrors, instancePath+"/status", "type", {type: "string"});
        errors++;
      }
      if(!((((((data2 === "READY") || (data2 === "THINKING")) || (data2 === "WAITING")) || (data2 === "COMPLETED")) || (data2 === "FAILED")) || (data2 === "CANCELLED"))){
        vErrors = failed(vErrors, instancePath+"/status", "enum", {allowedValues: schema1.properties.status.enum});
        errors++;
      }
    }
    if(data.turn !== undefined){
      let data3 = data.turn;
      if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
        vErrors = failed(vErrors, instancePath+"/turn", "type", {type: "integer"});
        errors++;
      }
      if(typeof data3 == "number"){
        if(data3 < 0 || isNaN(data3)){
          vErrors = failed(vErrors, instancePath+"/turn", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.epoch !== undefined){
      let data4 = data.epoch;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        vErrors = failed(vErrors, instancePath+"/epoch", "type", {type: "integer"});
        errors++;
      }
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/epoch", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.messages !== undefined){
      let data5 = data.messages;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        vErrors = failed(vErrors, instancePath+"/messages", "type", {type: "integer"});
        errors++;
      }
      if(typeof data5 == "number"){
        if(data5 < 0 || isNaN(data5)){
          vErrors = failed(vErrors, instancePath+"/messages", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.dispatchedTurn !== undefined){
      let data6 = data.dispatchedTurn;
      if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
        vErrors = failed(vErrors, instancePath+"/dispatchedTurn", "type", {type: "integer"});
        errors++;
      }
      if(typeof data6 == "number"){
        if(data6 < 0 || isNaN(data6)){
          vErrors = failed(vErrors, instancePath+"/dispatchedTurn", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.leaseUntil !== undefined){
      let data7 = data.leaseUntil;
      if(!((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7)))){
        vErrors = failed(vErrors, instancePath+"/leaseUntil", "type", {type: "integer"});
        errors++;
      }
      if(typeof data7 == "number"){
        if(data7 < 0 || isNaN(data7)){
          vErrors = failed(vErrors, instancePath+"/leaseUntil", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.holder !== undefined){
      let data8 = data.holder;
      if(typeof data8 === "string"){
        if(func1(data8) > 128){
          vErrors = failed(vErrors, instancePath+"/holder", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/holder", "type", {type: "string"});
        errors++;
      }
    }
    if(data.notBefore !== undefined){
      let data9 = data.notBefore;
      if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
        vErrors = failed(vErrors, instancePath+"/notBefore", "type", {type: "integer"});
        errors++;
      }
      if(typeof data9 == "number"){
        if(data9 < 0 || isNaN(data9)){
          vErrors = failed(vErrors, instancePath+"/notBefore", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.wakeAt !== undefined){
      let data10 = data.wakeAt;
      if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
        vErrors = failed(vErrors, instancePath+"/wakeAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data10 == "number"){
        if(data10 < 0 || isNaN(data10)){
          vErrors = failed(vErrors, instancePath+"/wakeAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.due !== undefined){
      let data11 = data.due;
      if(typeof data11 !== "string"){
        vErrors = failed(vErrors, instancePath+"/due", "type", {type: "string"});
        errors++;
      }
      if(!((((data11 === "0") || (data11 === "1")) || (data11 === "2")) || (data11 === "3"))){
        vErrors = failed(vErrors, instancePath+"/due", "enum", {allowedValues: schema1.properties.due.enum});
        errors++;
      }
    }
    if(data.deadlineAt !== undefined){
      let data12 = data.deadlineAt;
      if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
        vErrors = failed(vErrors, instancePath+"/deadlineAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data12 == "number"){
        if(data12 < 0 || isNaN(data12)){
          vErrors = failed(vErrors, instancePath+"/deadlineAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.createdAt !== undefined){
      let data13 = data.createdAt;
      if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
        vErrors = failed(vErrors, instancePath+"/createdAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data13 == "number"){
        if(data13 < 0 || isNaN(data13)){
          vErrors = failed(vErrors, instancePath+"/createdAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.updatedAt !== undefined){
      let data14 = data.updatedAt;
      if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
        vErrors = failed(vErrors, instancePath+"/updatedAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data14 == "number"){
        if(data14 < 0 || isNaN(data14)){
          vErrors = failed(vErrors, instancePath+"/updatedAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.endedAt !== undefined){
      let data15 = data.endedAt;
      if(!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))){
        vErrors = failed(vErrors, instancePath+"/endedAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data15 == "number"){
        if(data15 < 0 || isNaN(data15)){
          vErrors = failed(vErrors, instancePath+"/endedAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.expiresAt !== undefined){
      let data16 = data.expiresAt;
      if(!((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16)))){
        vErrors = failed(vErrors, instancePath+"/expiresAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data16 == "number"){
        if(data16 < 0 || isNaN(data16)){
          vErrors = failed(vErrors, instancePath+"/expiresAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.day !== undefined){
      let data17 = data.day;
      if(typeof data17 === "string"){
        if(!pattern1.test(data17)){
          vErrors = failed(vErrors, instancePath+"/day", "pattern", {pattern: "^\\d{4}-\\d{2}-\\d{2}$"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/day", "type", {type: "string"});
        errors++;
      }
    }
    if(data.title !== undefined){
      let data18 = data.title;
      if(typeof data18 === "string"){
        if(func1(data18) > 120){
          vErrors = failed(vErrors, instancePath+"/title", "maxLength", {limit: 120});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/title", "type", {type: "string"});
        errors++;
      }
    }
    if(data.attempts !== undefined){
      let data19 = data.attempts;
      if(!((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19)))){
        vErrors = failed(vErrors, instancePath+"/attempts", "type", {type: "integer"});
        errors++;
      }
      if(typeof data19 == "number"){
        if(data19 < 0 || isNaN(data19)){
          vErrors = failed(vErrors, instancePath+"/attempts", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.malformed !== undefined){
      let data20 = data.malformed;
      if(!((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20)))){
        vErrors = failed(vErrors, instancePath+"/malformed", "type", {type: "integer"});
        errors++;
      }
      if(typeof data20 == "number"){
        if(data20 < 0 || isNaN(data20)){
          vErrors = failed(vErrors, instancePath+"/malformed", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.maxTokens !== undefined){
      let data21 = data.maxTokens;
      if(!((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21)))){
        vErrors = failed(vErrors, instancePath+"/maxTokens", "type", {type: "integer"});
        errors++;
      }
      if(typeof data21 == "number"){
        if(data21 < 0 || isNaN(data21)){
          vErrors = failed(vErrors, instancePath+"/maxTokens", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.repaired !== undefined){
      if(typeof data.repaired !== "boolean"){
        vErrors = failed(vErrors, instancePath+"/repaired", "type", {type: "boolean"});
        errors++;
      }
    }
    if(data.budget !== undefined){
      let data23 = data.budget;
      if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
        if(data23.turns === undefined){
          vErrors = failed(vErrors, instancePath+"/budget", "required", {missingProperty: "turns"});
          errors++;
        }
        if(data23.tasks === undefined){
          vErrors = failed(vErrors, instancePath+"/budget", "required", {missingProperty: "tasks"});
          errors++;
        }
        if(data23.tokens === undefined){
          vErrors = failed(vErrors, instancePath+"/budget", "required", {missingProperty: "tokens"});
          errors++;
        }
        if(data23.costUsd === undefined){
          vErrors = failed(vErrors, instancePath+"/budget", "required", {missingProperty: "costUsd"});
          errors++;
        }
        if(data23.fabrications === undefined){
          vErrors = failed(vErrors, instancePath+"/budget", "required", {missingProperty: "fabrications"});
          errors++;
        }
        for(const key1 in data23){
          if(!(((((key1 === "turns") || (key1 === "tasks")) || (key1 === "tokens")) || (key1 === "costUsd")) || (key1 === "fabrications"))){
            vErrors = failed(vErrors, instancePath+"/budget", "additionalProperties", {additionalProperty: key1});
            errors++;
          }
        }
        if(data23.turns !== undefined){
          let data24 = data23.turns;
          if(!((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24)))){
            vErrors = failed(vErrors, instancePath+"/budget/turns", "type", {type: "integer"});
            errors++;
          }
          if(typeof data24 == "number"){
            if(data24 < 0 || isNaN(data24)){
              vErrors = failed(vErrors, instancePath+"/budget/turns", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data23.tasks !== undefined){
          let data25 = data23.tasks;
          if(!((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25)))){
            vErrors = failed(vErrors, instancePath+"/budget/tasks", "type", {type: "integer"});
            errors++;
          }
          if(typeof data25 == "number"){
            if(data25 < 0 || isNaN(data25)){
              vErrors = failed(vErrors, instancePath+"/budget/tasks", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data23.tokens !== undefined){
          let data26 = data23.tokens;
          if(!((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26)))){
            vErrors = failed(vErrors, instancePath+"/budget/tokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data26 == "number"){
            if(data26 < 0 || isNaN(data26)){
              vErrors = failed(vErrors, instancePath+"/budget/tokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data23.costUsd !== undefined){
          let data27 = data23.costUsd;
          if(typeof data27 == "number"){
            if(data27 < 0 || isNaN(data27)){
              vErrors = failed(vErrors, instancePath+"/budget/costUsd", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/budget/costUsd", "type", {type: "number"});
            errors++;
          }
        }
        if(data23.fabrications !== undefined){
          let data28 = data23.fabrications;
          if(!((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28)))){
            vErrors = failed(vErrors, instancePath+"/budget/fabrications", "type", {type: "integer"});
            errors++;
          }
          if(typeof data28 == "number"){
            if(data28 < 0 || isNaN(data28)){
              vErrors = failed(vErrors, instancePath+"/budget/fabrications", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/budget", "type", {type: "object"});
        errors++;
      }
    }
    if(data.usage !== undefined){
      let data29 = data.usage;
      if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
        if(data29.inputTokens === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "inputTokens"});
          errors++;
        }
        if(data29.outputTokens === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "outputTokens"});
          errors++;
        }
        if(data29.cachedTokens === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "cachedTokens"});
          errors++;
        }
        if(data29.modelCalls === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "modelCalls"});
          errors++;
        }
        if(data29.costUsd === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "costUsd"});
          errors++;
        }
        if(data29.tasks === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "tasks"});
          errors++;
        }
        if(data29.fabrications === undefined){
          vErrors = failed(vErrors, instancePath+"/usage", "required", {missingProperty: "fabrications"});
          errors++;
        }
        for(const key2 in data29){
          if(!(func0.call(schema1.properties.usage.properties, key2))){
            vErrors = failed(vErrors, instancePath+"/usage", "additionalProperties", {additionalProperty: key2});
            errors++;
          }
        }
        if(data29.inputTokens !== undefined){
          let data30 = data29.inputTokens;
          if(!((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30)))){
            vErrors = failed(vErrors, instancePath+"/usage/inputTokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data30 == "number"){
            if(data30 < 0 || isNaN(data30)){
              vErrors = failed(vErrors, instancePath+"/usage/inputTokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.outputTokens !== undefined){
          let data31 = data29.outputTokens;
          if(!((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31)))){
            vErrors = failed(vErrors, instancePath+"/usage/outputTokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data31 == "number"){
            if(data31 < 0 || isNaN(data31)){
              vErrors = failed(vErrors, instancePath+"/usage/outputTokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.cachedTokens !== undefined){
          let data32 = data29.cachedTokens;
          if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
            vErrors = failed(vErrors, instancePath+"/usage/cachedTokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data32 == "number"){
            if(data32 < 0 || isNaN(data32)){
              vErrors = failed(vErrors, instancePath+"/usage/cachedTokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.modelCalls !== undefined){
          let data33 = data29.modelCalls;
          if(!((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33)))){
            vErrors = failed(vErrors, instancePath+"/usage/modelCalls", "type", {type: "integer"});
            errors++;
          }
          if(typeof data33 == "number"){
            if(data33 < 0 || isNaN(data33)){
              vErrors = failed(vErrors, instancePath+"/usage/modelCalls", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.costUsd !== undefined){
          let data34 = data29.costUsd;
          if(typeof data34 == "number"){
            if(data34 < 0 || isNaN(data34)){
              vErrors = failed(vErrors, instancePath+"/usage/costUsd", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/usage/costUsd", "type", {type: "number"});
            errors++;
          }
        }
        if(data29.tasks !== undefined){
          let data35 = data29.tasks;
          if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
            vErrors = failed(vErrors, instancePath+"/usage/tasks", "type", {type: "integer"});
            errors++;
          }
          if(typeof data35 == "number"){
            if(data35 < 0 || isNaN(data35)){
              vErrors = failed(vErrors, instancePath+"/usage/tasks", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.fabrications !== undefined){
          let data36 = data29.fabrications;
          if(!((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36)))){
            vErrors = failed(vErrors, instancePath+"/usage/fabrications", "type", {type: "integer"});
            errors++;
          }
          if(typeof data36 == "number"){
            if(data36 < 0 || isNaN(data36)){
              vErrors = failed(vErrors, instancePath+"/usage/fabrications", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.unpricedCalls !== undefined){
          let data37 = data29.unpricedCalls;
          if(!((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37)))){
            vErrors = failed(vErrors, instancePath+"/usage/unpricedCalls", "type", {type: "integer"});
            errors++;
          }
          if(typeof data37 == "number"){
            if(data37 < 0 || isNaN(data37)){
              vErrors = failed(vErrors, instancePath+"/usage/unpricedCalls", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.lostTokens !== undefined){
          let data38 = data29.lostTokens;
          if(!((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38)))){
            vErrors = failed(vErrors, instancePath+"/usage/lostTokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data38 == "number"){
            if(data38 < 0 || isNaN(data38)){
              vErrors = failed(vErrors, instancePath+"/usage/lostTokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data29.lostCostUsd !== undefined){
          let data39 = data29.lostCostUsd;
          if(typeof data39 == "number"){
            if(data39 < 0 || isNaN(data39)){
              vErrors = failed(vErrors, instancePath+"/usage/lostCostUsd", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/usage/lostCostUsd", "type", {type: "number"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/usage", "type", {type: "object"});
        errors++;
      }
    }
    if(data.requestHash !== undefined){
      if(!(validate4(data.requestHash, {instancePath:instancePath+"/requestHash",parentData:data,parentDataProperty:"requestHash",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.configHash !== undefined){
      if(!(validate4(data.configHash, {instancePath:instancePath+"/configHash",parentData:data,parentDataProperty:"configHash",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.fabricated !== undefined){
      let data42 = data.fabricated;
      if(Array.isArray(data42)){
        if(data42.length > 20){
          vErrors = failed(vErrors, instancePath+"/fabricated", "maxItems", {limit: 20});
          errors++;
        }
        const len0 = data42.length;
        for(let i0=0; i0<len0; i0++){
          if(!(validate7(data42[i0], {instancePath:instancePath+"/fabricated/" + i0,parentData:data42,parentDataProperty:i0,rootData}))){
            vErrors = vErrors === null ? validate7.errors : vErrors.concat(validate7.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/fabricated", "type", {type: "array"});
        errors++;
      }
    }
    if(data.outcome !== undefined){
      let data44 = data.outcome;
      if(typeof data44 !== "string"){
        vErrors = failed(vErrors, instancePath+"/outcome", "type", {type: "string"});
        errors++;
      }
      if(!((data44 === "answered") || (data44 === "blocked"))){
        vErrors = failed(vErrors, instancePath+"/outcome", "enum", {allowedValues: schema1.properties.outcome.enum});
        errors++;
      }
    }
    if(data.reason !== undefined){
      if(!(validate9(data.reason, {instancePath:instancePath+"/reason",parentData:data,parentDataProperty:"reason",rootData}))){
        vErrors = vErrors === null ? validate9.errors : vErrors.concat(validate9.errors);
        errors = vErrors.length;
      }
    }
    if(data.announced !== undefined){
      if(typeof data.announced !== "boolean"){
        vErrors = failed(vErrors, instancePath+"/announced", "type", {type: "boolean"});
        errors++;
      }
    }
    if(data.tenant !== undefined){
      let data47 = data.tenant;
      if(typeof data47 === "string"){
        if(func1(data47) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
    if(data.requestedBy !== undefined){
      let data48 = data.requestedBy;
      if(typeof data48 === "string"){
        if(func1(data48) > 256){
          vErrors = failed(vErrors, instancePath+"/requestedBy", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/requestedBy", "type", {type: "string"});
        errors++;
      }
    }
    if(data.replyTo !== undefined){
      if(!(validate11(data.replyTo, {instancePath:instancePath+"/replyTo",parentData:data,parentDataProperty:"replyTo",rootData}))){
        vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
        errors = vErrors.length;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate13(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
        errors = vErrors.length;
      }
    }
    if(data.forkedFrom !== undefined){
      let data51 = data.forkedFrom;
      if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
        if(data51.orchestrationId === undefined){
          vErrors = failed(vErrors, instancePath+"/forkedFrom", "required", {missingProperty: "orchestrationId"});
          errors++;
        }
        if(data51.turn === undefined){
          vErrors = failed(vErrors, instancePath+"/forkedFrom", "required", {missingProperty: "turn"});
          errors++;
        }
        for(const key3 in data51){
          if(!((key3 === "orchestrationId") || (key3 === "turn"))){
            vErrors = failed(vErrors, instancePath+"/forkedFrom", "additionalProperties", {additionalProperty: key3});
            errors++;
          }
        }
        if(data51.orchestrationId !== undefined){
          if(!(validate2(data51.orchestrationId, {instancePath:instancePath+"/forkedFrom/orchestrationId",parentData:data51,parentDataProperty:"orchestrationId",rootData}))){
            vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
            errors = vErrors.length;
          }
        }
        if(data51.turn !== undefined){
          let data53 = data51.turn;
          if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
            vErrors = failed(vErrors, instancePath+"/forkedFrom/turn", "type", {type: "integer"});
            errors++;
          }
          if(typeof data53 == "number"){
            if(data53 < 1 || isNaN(data53)){
              vErrors = failed(vErrors, instancePath+"/forkedFrom/turn", "minimum", {comparison: ">=", limit: 1});
              errors++;
            }
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/forkedFrom", "type", {type: "object"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
