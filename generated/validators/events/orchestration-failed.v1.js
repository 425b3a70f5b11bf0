// Generated from events/orchestration-failed.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0 } };
const known0_3 = { p: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, unpricedCalls: 0, attempts: 0 } };
const known0_5 = { p: { taskId: 0, agentId: 0, text: 0, resultRef: 0 } };
const known0_4 = { r: 0, i: known0_5 };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, tenant: 0, traceparent: 0, reason: known0_2, usage: known0_3, durationMs: 0, partial: known0_4 } };

export function parseOrchestrationFailed(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["orchestrationId","status","turn","reason","usage","durationMs"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"status":{"type":"string","enum":["READY","THINKING","WAITING","COMPLETED","FAILED","CANCELLED","REJECTED"]},"turn":{"type":"integer","minimum":0},"tenant":{"type":"string","maxLength":128},"traceparent":{"$ref":"#/$defs/s2"},"reason":{"$ref":"#/$defs/s3"},"usage":{"$ref":"#/$defs/s4"},"durationMs":{"type":"integer","minimum":0},"partial":{"type":"array","maxItems":32,"items":{"type":"object","additionalProperties":false,"required":["taskId","agentId","text"],"properties":{"taskId":{"type":"string","maxLength":128},"agentId":{"type":"string","maxLength":256},"text":{"type":"string","maxLength":4200},"resultRef":{"$ref":"#/$defs/s5"}}}}}};
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
const schema3 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096}}};
function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
const schema6 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate10.errors = vErrors;
  return errors === 0;
}
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
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
    if(data.reason === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "reason"});
      errors++;
    }
    if(data.usage === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "usage"});
      errors++;
    }
    if(data.durationMs === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "durationMs"});
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
    if(data.status !== undefined){
      let data1 = data.status;
      if(typeof data1 !== "string"){
        vErrors = failed(vErrors, instancePath+"/status", "type", {type: "string"});
        errors++;
      }
      if(!(((((((data1 === "READY") || (data1 === "THINKING")) || (data1 === "WAITING")) || (data1 === "COMPLETED")) || (data1 === "FAILED")) || (data1 === "CANCELLED")) || (data1 === "REJECTED"))){
        vErrors = failed(vErrors, instancePath+"/status", "enum", {allowedValues: schema1.properties.status.enum});
        errors++;
      }
    }
    if(data.turn !== undefined){
      let data2 = data.turn;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        vErrors = failed(vErrors, instancePath+"/turn", "type", {type: "integer"});
        errors++;
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          vErrors = failed(vErrors, instancePath+"/turn", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.tenant !== undefined){
      let data3 = data.tenant;
      if(typeof data3 === "string"){
        if(func1(data3) > 128){
          vErrors = failed(vErrors, instancePath+"/tenant", "maxLength", {limit: 128});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/tenant", "type", {type: "string"});
        errors++;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate4(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.reason !== undefined){
      if(!(validate6(data.reason, {instancePath:instancePath+"/reason",parentData:data,parentDataProperty:"reason",rootData}))){
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
    if(data.durationMs !== undefined){
      let data7 = data.durationMs;
      if(!((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7)))){
        vErrors = failed(vErrors, instancePath+"/durationMs", "type", {type: "integer"});
        errors++;
      }
      if(typeof data7 == "number"){
        if(data7 < 0 || isNaN(data7)){
          vErrors = failed(vErrors, instancePath+"/durationMs", "minimum", {comparison: ">=", limit: 0});
          errors++;
        }
      }
    }
    if(data.partial !== undefined){
      let data8 = data.partial;
      if(Array.isArray(data8)){
        if(data8.length > 32){
          vErrors = failed(vErrors, instancePath+"/partial", "maxItems", {limit: 32});
          errors++;
        }
        const len0 = data8.length;
        for(let i0=0; i0<len0; i0++){
          let data9 = data8[i0];
          if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
            if(data9.taskId === undefined){
              vErrors = failed(vErrors, instancePath+"/partial/" + i0, "required", {missingProperty: "taskId"});
              errors++;
            }
            if(data9.agentId === undefined){
              vErrors = failed(vErrors, instancePath+"/partial/" + i0, "required", {missingProperty: "agentId"});
              errors++;
            }
            if(data9.text === undefined){
              vErrors = failed(vErrors, instancePath+"/partial/" + i0, "required", {missingProperty: "text"});
              errors++;
            }
            for(const key1 in data9){
              if(!((((key1 === "taskId") || (key1 === "agentId")) || (key1 === "text")) || (key1 === "resultRef"))){
                vErrors = failed(vErrors, instancePath+"/partial/" + i0, "additionalProperties", {additionalProperty: key1});
                errors++;
              }
            }
            if(data9.taskId !== undefined){
              let data10 = data9.taskId;
              if(typeof data10 === "string"){
                if(func1(data10) > 128){
                  vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/taskId", "maxLength", {limit: 128});
                  errors++;
                }
              } else {
                vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/taskId", "type", {type: "string"});
                errors++;
              }
            }
            if(data9.agentId !== undefined){
              let data11 = data9.agentId;
              if(typeof data11 === "string"){
                if(func1(data11) > 256){
                  vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/agentId", "maxLength", {limit: 256});
                  errors++;
                }
              } else {
                vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/agentId", "type", {type: "string"});
                errors++;
              }
            }
            if(data9.text !== undefined){
              let data12 = data9.text;
              if(typeof data12 === "string"){
                if(func1(data12) > 4200){
                  vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/text", "maxLength", {limit: 4200});
                  errors++;
                }
              } else {
                vErrors = failed(vErrors, instancePath+"/partial/" + i0+"/text", "type", {type: "string"});
                errors++;
              }
            }
            if(data9.resultRef !== undefined){
              if(!(validate10(data9.resultRef, {instancePath:instancePath+"/partial/" + i0+"/resultRef",parentData:data9,parentDataProperty:"resultRef",rootData}))){
                vErrors = vErrors === null ? validate10.errors : vErrors.concat(validate10.errors);
                errors = vErrors.length;
              }
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/partial/" + i0, "type", {type: "object"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/partial", "type", {type: "array"});
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
