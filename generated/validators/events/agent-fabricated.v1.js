// Generated from events/agent-fabricated.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0, retryable: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_1 = { p: { orchestration_id: 0, agent_use_id: 0, node: 0, data: 0, status: 0, error: known0_2, result_ref: 0, usage: known0_3, traceparent: 0, agentId: 0, version: 0, state: 0 } };

export function parseAgentFabricated(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["orchestration_id","agent_use_id","node","data"],"properties":{"orchestration_id":{"$ref":"#/$defs/s1"},"agent_use_id":{"type":"string","minLength":1,"maxLength":1024},"node":{"type":"string","minLength":1,"maxLength":256},"data":{},"status":{"type":"string","enum":["success","error"]},"error":{"$ref":"#/$defs/s2"},"result_ref":{"$ref":"#/$defs/s3"},"usage":{"$ref":"#/$defs/s4"},"traceparent":{"$ref":"#/$defs/s5"},"agentId":{"$ref":"#/$defs/s6"},"version":{"type":"string","maxLength":32},"state":{"$ref":"#/$defs/s7"}}};
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
const schema3 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096},"retryable":{"type":"boolean"}}};
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
      if(!(((key0 === "code") || (key0 === "message")) || (key0 === "retryable"))){
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
    if(data.retryable !== undefined){
      if(typeof data.retryable !== "boolean"){
        vErrors = failed(vErrors, instancePath+"/retryable", "type", {type: "boolean"});
        errors++;
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[0-9a-f]{64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate6.errors = vErrors;
  return errors === 0;
}
const schema5 = {"type":"object","additionalProperties":false,"required":[],"properties":{"inputTokens":{"type":"integer","minimum":0},"outputTokens":{"type":"integer","minimum":0},"cachedTokens":{"type":"integer","minimum":0},"modelCalls":{"type":"integer","minimum":0},"costUsd":{"type":"number","minimum":0},"unpricedCalls":{"type":"integer","minimum":0},"attempts":{"type":"integer","minimum":0}}};
function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    for(const key0 in data){
      if(!(((((((key0 === "inputTokens") || (key0 === "outputTokens")) || (key0 === "cachedTokens")) || (key0 === "modelCalls")) || (key0 === "costUsd")) || (key0 === "unpricedCalls")) || (key0 === "attempts"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.inputTokens !== undefined){
      let data0 = data.inputTokens;
      if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
        vErrors = failed(vErrors, instancePath+"/inputTokens", "type", {type: "integer"});
        errors++;
      }
      if(typeof data0 == "number"){
        if(data0 < 0 || isNaN(data0)){
          vErrors = failed(vErrors, instancePath+"/inputTokens", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.outputTokens !== undefined){
      let data1 = data.outputTokens;
      if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
        vErrors = failed(vErrors, instancePath+"/outputTokens", "type", {type: "integer"});
        errors++;
      }
      if(typeof data1 == "number"){
        if(data1 < 0 || isNaN(data1)){
          vErrors = failed(vErrors, instancePath+"/outputTokens", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.cachedTokens !== undefined){
      let data2 = data.cachedTokens;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        vErrors = failed(vErrors, instancePath+"/cachedTokens", "type", {type: "integer"});
        errors++;
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          vErrors = failed(vErrors, instancePath+"/cachedTokens", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.modelCalls !== undefined){
      let data3 = data.modelCalls;
      if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
        vErrors = failed(vErrors, instancePath+"/modelCalls", "type", {type: "integer"});
        errors++;
      }
      if(typeof data3 == "number"){
        if(data3 < 0 || isNaN(data3)){
          vErrors = failed(vErrors, instancePath+"/modelCalls", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.costUsd !== undefined){
      let data4 = data.costUsd;
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/costUsd", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/costUsd", "type", {type: "number"});
        errors++;
      }
    }
    if(data.unpricedCalls !== undefined){
      let data5 = data.unpricedCalls;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        vErrors = failed(vErrors, instancePath+"/unpricedCalls", "type", {type: "integer"});
        errors++;
      }
      if(typeof data5 == "number"){
        if(data5 < 0 || isNaN(data5)){
          vErrors = failed(vErrors, instancePath+"/unpricedCalls", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.attempts !== undefined){
      let data6 = data.attempts;
      if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
        vErrors = failed(vErrors, instancePath+"/attempts", "type", {type: "integer"});
        errors++;
      }
      if(typeof data6 == "number"){
        if(data6 < 0 || isNaN(data6)){
          vErrors = failed(vErrors, instancePath+"/attempts", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate8.errors = vErrors;
  return errors === 0;
}
const schema6 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate10.errors = vErrors;
  return errors === 0;
}
const schema7 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern3 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate12.errors = vErrors;
  return errors === 0;
}
const schema8 = {"type":"string","enum":["active","inactive","maintenance","pending"]};
function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data !== "string"){
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  if(!((((data === "active") || (data === "inactive")) || (data === "maintenance")) || (data === "pending"))){
    vErrors = failed(vErrors, instancePath, "enum", {allowedValues: schema8.enum});
    errors++;
  }
  validate14.errors = vErrors;
  return errors === 0;
}
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.orchestration_id === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestration_id"});
      errors++;
    }
    if(data.agent_use_id === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agent_use_id"});
      errors++;
    }
    if(data.node === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "node"});
      errors++;
    }
    if(data.data === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "data"});
      errors++;
    }
    for(const key0 in data){
      if(!(func0.call(schema1.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.orchestration_id !== undefined){
      if(!(validate2(data.orchestration_id, {instancePath:instancePath+"/orchestration_id",parentData:data,parentDataProperty:"orchestration_id",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.agent_use_id !== undefined){
      let data1 = data.agent_use_id;
      if(typeof data1 === "string"){
        if(func1(data1) > 1024){
          vErrors = failed(vErrors, instancePath+"/agent_use_id", "maxLength", {limit: 1024});
          errors++;
        }
        if(func1(data1) < 1){
          vErrors = failed(vErrors, instancePath+"/agent_use_id", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agent_use_id", "type", {type: "string"});
        errors++;
      }
    }
    if(data.node !== undefined){
      let data2 = data.node;
      if(typeof data2 === "string"){
        if(func1(data2) > 256){
          vErrors = failed(vErrors, instancePath+"/node", "maxLength", {limit: 256});
          errors++;
        }
        if(func1(data2) < 1){
          vErrors = failed(vErrors, instancePath+"/node", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/node", "type", {type: "string"});
        errors++;
      }
    }
    if(data.status !== undefined){
      let data3 = data.status;
      if(typeof data3 !== "string"){
        vErrors = failed(vErrors, instancePath+"/status", "type", {type: "string"});
        errors++;
      }
      if(!((data3 === "success") || (data3 === "error"))){
        vErrors = failed(vErrors, instancePath+"/status", "enum", {allowedValues: schema1.properties.status.enum});
        errors++;
      }
    }
    if(data.error !== undefined){
      if(!(validate4(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.result_ref !== undefined){
      if(!(validate6(data.result_ref, {instancePath:instancePath+"/result_ref",parentData:data,parentDataProperty:"result_ref",rootData}))){
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
    if(data.usage !== undefined){
      if(!(validate8(data.usage, {instancePath:instancePath+"/usage",parentData:data,parentDataProperty:"usage",rootData}))){
        vErrors = vErrors === null ? validate8.errors : vErrors.concat(validate8.errors);
        errors = vErrors.length;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate10(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate10.errors : vErrors.concat(validate10.errors);
        errors = vErrors.length;
      }
    }
    if(data.agentId !== undefined){
      if(!(validate12(data.agentId, {instancePath:instancePath+"/agentId",parentData:data,parentDataProperty:"agentId",rootData}))){
        vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
        errors = vErrors.length;
      }
    }
    if(data.version !== undefined){
      let data9 = data.version;
      if(typeof data9 === "string"){
        if(func1(data9) > 32){
          vErrors = failed(vErrors, instancePath+"/version", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.state !== undefined){
      if(!(validate14(data.state, {instancePath:instancePath+"/state",parentData:data,parentDataProperty:"state",rootData}))){
        vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
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
