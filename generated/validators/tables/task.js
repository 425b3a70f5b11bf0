// Generated from tables/task.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0, retryable: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_4 = { p: { tokens: 0, costUsd: 0 } };
const known0_1 = { p: { requestId: 0, taskId: 0, orchestrationId: 0, turn: 0, index: 0, toolUseId: 0, agentId: 0, agentVersion: 0, codeSha256: 0, target: 0, status: 0, attempt: 0, leaseUntil: 0, wakeAt: 0, deadlineAt: 0, tokenHashes: 0, input: 0, inputRef: 0, result: 0, resultRef: 0, error: known0_2, usage: known0_3, allowance: known0_4, tenant: 0, traceparent: 0, createdAt: 0, startedAt: 0, endedAt: 0, expiresAt: 0 } };

export function parseTask(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["requestId","taskId","orchestrationId","turn","index","toolUseId","agentId","target","status","attempt","deadlineAt","tokenHashes","createdAt"],"properties":{"requestId":{"type":"string","maxLength":80},"taskId":{"type":"string","maxLength":128},"orchestrationId":{"$ref":"#/$defs/s1"},"turn":{"type":"integer","minimum":0},"index":{"type":"integer","minimum":0},"toolUseId":{"type":"string","maxLength":128},"agentId":{"type":"string","maxLength":256},"agentVersion":{"type":"string","maxLength":32},"codeSha256":{"$ref":"#/$defs/s2"},"target":{"type":"string","maxLength":512},"status":{"type":"string","enum":["CREATED","RUNNING","SUCCEEDED","FAILED","TIMED_OUT","CANCELLED"]},"attempt":{"type":"integer","minimum":0},"leaseUntil":{"type":"integer","minimum":0},"wakeAt":{"type":"integer","minimum":0},"deadlineAt":{"type":"integer","minimum":0},"tokenHashes":{"type":"array","items":{"$ref":"#/$defs/s2"},"minItems":0,"maxItems":8},"input":{"type":"string"},"inputRef":{"$ref":"#/$defs/s2"},"result":{"type":"string"},"resultRef":{"$ref":"#/$defs/s2"},"error":{"$ref":"#/$defs/s3"},"usage":{"$ref":"#/$defs/s4"},"allowance":{"type":"object","additionalProperties":false,"required":["tokens","costUsd"],"properties":{"tokens":{"type":"integer","minimum":0},"costUsd":{"type":"number","minimum":0}}},"tenant":{"type":"string","maxLength":128},"traceparent":{"$ref":"#/$defs/s5"},"createdAt":{"type":"integer","minimum":0},"startedAt":{"type":"integer","minimum":0},"endedAt":{"type":"integer","minimum":0},"expiresAt":{"type":"integer","minimum":0}}};
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
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096},"retryable":{"type":"boolean"}}};
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
  validate9.errors = vErrors;
  return errors === 0;
}
const schema5 = {"type":"object","additionalProperties":false,"required":[],"properties":{"inputTokens":{"type":"integer","minimum":0},"outputTokens":{"type":"integer","minimum":0},"cachedTokens":{"type":"integer","minimum":0},"modelCalls":{"type":"integer","minimum":0},"costUsd":{"type":"number","minimum":0},"unpricedCalls":{"type":"integer","minimum":0},"attempts":{"type":"integer","minimum":0}}};
function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate11.errors = vErrors;
  return errors === 0;
}
const schema6 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate13.errors = vErrors;
  return errors === 0;
}
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.requestId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "requestId"});
      errors++;
    }
    if(data.taskId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "taskId"});
      errors++;
    }
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
      errors++;
    }
    if(data.turn === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "turn"});
      errors++;
    }
    if(data.index === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "index"});
      errors++;
    }
    if(data.toolUseId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "toolUseId"});
      errors++;
    }
    if(data.agentId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agentId"});
      errors++;
    }
    if(data.target === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "target"});
      errors++;
    }
    if(data.status === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "status"});
      errors++;
    }
    if(data.attempt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "attempt"});
      errors++;
    }
    if(data.deadlineAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "deadlineAt"});
      errors++;
    }
    if(data.tokenHashes === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "tokenHashes"});
      errors++;
    }
    if(data.createdAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "createdAt"});
      errors++;
    }
    for(const key0 in data){
      if(!(func0.call(schema1.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.requestId !== undefined){
      let data0 = data.requestId;
      if(typeof data0 === "string"){
        if(func1(data0) > 80){
          vErrors = failed(vErrors, instancePath+"/requestId", "maxLength", {limit: 80});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/requestId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.taskId !== undefined){
      let data1 = data.taskId;
      if(typeof data1 === "string"){
        if(func1(data1) > 128){
          vErrors = failed(vErrors, instancePath+"/taskId", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/taskId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
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
    if(data.index !== undefined){
      let data4 = data.index;
      if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
        vErrors = failed(vErrors, instancePath+"/index", "type", {type: "integer"});
        errors++;
      }
      if(typeof data4 == "number"){
        if(data4 < 0 || isNaN(data4)){
          vErrors = failed(vErrors, instancePath+"/index", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.toolUseId !== undefined){
      let data5 = data.toolUseId;
      if(typeof data5 === "string"){
        if(func1(data5) > 128){
          vErrors = failed(vErrors, instancePath+"/toolUseId", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/toolUseId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.agentId !== undefined){
      let data6 = data.agentId;
      if(typeof data6 === "string"){
        if(func1(data6) > 256){
          vErrors = failed(vErrors, instancePath+"/agentId", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agentId", "type", {type: "string"});
        errors++;
      }
    }
    if(data.agentVersion !== undefined){
      let data7 = data.agentVersion;
      if(typeof data7 === "string"){
        if(func1(data7) > 32){
          vErrors = failed(vErrors, instancePath+"/agentVersion", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agentVersion", "type", {type: "string"});
        errors++;
      }
    }
    if(data.codeSha256 !== undefined){
      if(!(validate4(data.codeSha256, {instancePath:instancePath+"/codeSha256",parentData:data,parentDataProperty:"codeSha256",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.target !== undefined){
      let data9 = data.target;
      if(typeof data9 === "string"){
        if(func1(data9) > 512){
          vErrors = failed(vErrors, instancePath+"/target", "maxLength", {limit: 512});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/target", "type", {type: "string"});
        errors++;
      }
    }
    if(data.status !== undefined){
      let data10 = data.status;
      if(typeof data10 !== "string"){
        vErrors = failed(vErrors, instancePath+"/status", "type", {type: "string"});
        errors++;
      }
      if(!((((((data10 === "CREATED") || (data10 === "RUNNING")) || (data10 === "SUCCEEDED")) || (data10 === "FAILED")) || (data10 === "TIMED_OUT")) || (data10 === "CANCELLED"))){
        vErrors = failed(vErrors, instancePath+"/status", "enum", {allowedValues: schema1.properties.status.enum});
        errors++;
      }
    }
    if(data.attempt !== undefined){
      let data11 = data.attempt;
      if(!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))){
        vErrors = failed(vErrors, instancePath+"/attempt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data11 == "number"){
        if(data11 < 0 || isNaN(data11)){
          vErrors = failed(vErrors, instancePath+"/attempt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.leaseUntil !== undefined){
      let data12 = data.leaseUntil;
      if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
        vErrors = failed(vErrors, instancePath+"/leaseUntil", "type", {type: "integer"});
        errors++;
      }
      if(typeof data12 == "number"){
        if(data12 < 0 || isNaN(data12)){
          vErrors = failed(vErrors, instancePath+"/leaseUntil", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.wakeAt !== undefined){
      let data13 = data.wakeAt;
      if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
        vErrors = failed(vErrors, instancePath+"/wakeAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data13 == "number"){
        if(data13 < 0 || isNaN(data13)){
          vErrors = failed(vErrors, instancePath+"/wakeAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.deadlineAt !== undefined){
      let data14 = data.deadlineAt;
      if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
        vErrors = failed(vErrors, instancePath+"/deadlineAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data14 == "number"){
        if(data14 < 0 || isNaN(data14)){
          vErrors = failed(vErrors, instancePath+"/deadlineAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.tokenHashes !== undefined){
      let data15 = data.tokenHashes;
      if(Array.isArray(data15)){
        if(data15.length > 8){
          vErrors = failed(vErrors, instancePath+"/tokenHashes", "maxItems", {limit: 8});
          errors++;
        }
        if(data15.length < 0){
          vErrors = failed(vErrors, instancePath+"/tokenHashes", "minItems", {limit: 0});
          errors++;
        }
        const len0 = data15.length;
        for(let i0=0; i0<len0; i0++){
          if(!(validate4(data15[i0], {instancePath:instancePath+"/tokenHashes/" + i0,parentData:data15,parentDataProperty:i0,rootData}))){
            vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tokenHashes", "type", {type: "array"});
        errors++;
      }
    }
    if(data.input !== undefined){
      if(typeof data.input !== "string"){
        vErrors = failed(vErrors, instancePath+"/input", "type", {type: "string"});
        errors++;
      }
    }
    if(data.inputRef !== undefined){
      if(!(validate4(data.inputRef, {instancePath:instancePath+"/inputRef",parentData:data,parentDataProperty:"inputRef",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.result !== undefined){
      if(typeof data.result !== "string"){
        vErrors = failed(vErrors, instancePath+"/result", "type", {type: "string"});
        errors++;
      }
    }
    if(data.resultRef !== undefined){
      if(!(validate4(data.resultRef, {instancePath:instancePath+"/resultRef",parentData:data,parentDataProperty:"resultRef",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.error !== undefined){
      if(!(validate9(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData}))){
        vErrors = vErrors === null ? validate9.errors : vErrors.concat(validate9.errors);
        errors = vErrors.length;
      }
    }
    if(data.usage !== undefined){
      if(!(validate11(data.usage, {instancePath:instancePath+"/usage",parentData:data,parentDataProperty:"usage",rootData}))){
        vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
        errors = vErrors.length;
      }
    }
    if(data.allowance !== undefined){
      let data23 = data.allowance;
      if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
        if(data23.tokens === undefined){
          vErrors = failed(vErrors, instancePath+"/allowance", "required", {missingProperty: "tokens"});
          errors++;
        }
        if(data23.costUsd === undefined){
          vErrors = failed(vErrors, instancePath+"/allowance", "required", {missingProperty: "costUsd"});
          errors++;
        }
        for(const key1 in data23){
          if(!((key1 === "tokens") || (key1 === "costUsd"))){
            vErrors = failed(vErrors, instancePath+"/allowance", "additionalProperties", {additionalProperty: key1});
            errors++;
          }
        }
        if(data23.tokens !== undefined){
          let data24 = data23.tokens;
          if(!((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24)))){
            vErrors = failed(vErrors, instancePath+"/allowance/tokens", "type", {type: "integer"});
            errors++;
          }
          if(typeof data24 == "number"){
            if(data24 < 0 || isNaN(data24)){
              vErrors = failed(vErrors, instancePath+"/allowance/tokens", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          }
        }
        if(data23.costUsd !== undefined){
          let data25 = data23.costUsd;
          if(typeof data25 == "number"){
            if(data25 < 0 || isNaN(data25)){
              vErrors = failed(vErrors, instancePath+"/allowance/costUsd", "minimum", {comparison: ">=", limit: 0});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/allowance/costUsd", "type", {type: "number"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/allowance", "type", {type: "object"});
        errors++;
      }
    }
    if(data.tenant !== undefined){
      let data26 = data.tenant;
      if(typeof data26 === "string"){
        if(func1(data26) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate13(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
        errors = vErrors.length;
      }
    }
    if(data.createdAt !== undefined){
      let data28 = data.createdAt;
      if(!((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28)))){
        vErrors = failed(vErrors, instancePath+"/createdAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data28 == "number"){
        if(data28 < 0 || isNaN(data28)){
          vErrors = failed(vErrors, instancePath+"/createdAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.startedAt !== undefined){
      let data29 = data.startedAt;
      if(!((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29)))){
        vErrors = failed(vErrors, instancePath+"/startedAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data29 == "number"){
        if(data29 < 0 || isNaN(data29)){
          vErrors = failed(vErrors, instancePath+"/startedAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.endedAt !== undefined){
      let data30 = data.endedAt;
      if(!((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30)))){
        vErrors = failed(vErrors, instancePath+"/endedAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data30 == "number"){
        if(data30 < 0 || isNaN(data30)){
          vErrors = failed(vErrors, instancePath+"/endedAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.expiresAt !== undefined){
      let data31 = data.expiresAt;
      if(!((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31)))){
        vErrors = failed(vErrors, instancePath+"/expiresAt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data31 == "number"){
        if(data31 < 0 || isNaN(data31)){
          vErrors = failed(vErrors, instancePath+"/expiresAt", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "object"});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
