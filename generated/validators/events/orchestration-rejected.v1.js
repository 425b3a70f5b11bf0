// Generated from events/orchestration-rejected.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { parsed } from '../../../codegen/runtime/validation.ts';

const known0_2 = { p: { code: 0, message: 0 } };
const known0_1 = { p: { orchestrationId: 0, status: 0, turn: 0, eventId: 0, reason: known0_2, tenant: 0 } };

export function parseOrchestrationRejected(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["status","reason"],"properties":{"orchestrationId":{"$ref":"#/$defs/s1"},"status":{"type":"string","const":"REJECTED"},"turn":{"type":"integer","minimum":0},"eventId":{"type":"string","maxLength":128},"reason":{"$ref":"#/$defs/s2"},"tenant":{"type":"string","maxLength":128}}};
const schema2 = {"type":"string","pattern":"^[A-Za-z0-9_-]{1,64}$"};
const pattern0 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      (vErrors ??= []).push({instancePath,keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{1,64}$"}});
      errors++;
    }
  } else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "string"}});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
const schema3 = {"type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","minLength":1,"maxLength":64},"message":{"type":"string","maxLength":4096}}};
const func0 = textLength;
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.code === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "code"}});
      errors++;
    }
    if(data.message === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "message"}});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "code") || (key0 === "message"))){
        (vErrors ??= []).push({instancePath,keyword:"additionalProperties",params:{additionalProperty: key0}});
        errors++;
      }
    }
    if(data.code !== undefined){
      let data0 = data.code;
      if(typeof data0 === "string"){
        if(func0(data0) > 64){
          (vErrors ??= []).push({instancePath:instancePath+"/code",keyword:"maxLength",params:{limit: 64}});
          errors++;
        }
        if(func0(data0) < 1){
          (vErrors ??= []).push({instancePath:instancePath+"/code",keyword:"minLength",params:{limit: 1}});
          errors++;
        }
      } else {
        (vErrors ??= []).push({instancePath:instancePath+"/code",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.message !== undefined){
      let data1 = data.message;
      if(typeof data1 === "string"){
        if(func0(data1) > 4096){
          (vErrors ??= []).push({instancePath:instancePath+"/message",keyword:"maxLength",params:{limit: 4096}});
          errors++;
        }
      } else {
        (vErrors ??= []).push({instancePath:instancePath+"/message",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
  } else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "object"}});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.status === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "status"}});
      errors++;
    }
    if(data.reason === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "reason"}});
      errors++;
    }
    for(const key0 in data){
      if(!((((((key0 === "orchestrationId") || (key0 === "status")) || (key0 === "turn")) || (key0 === "eventId")) || (key0 === "reason")) || (key0 === "tenant"))){
        (vErrors ??= []).push({instancePath,keyword:"additionalProperties",params:{additionalProperty: key0}});
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
        (vErrors ??= []).push({instancePath:instancePath+"/status",keyword:"type",params:{type: "string"}});
        errors++;
      }
      if("REJECTED" !== data1){
        (vErrors ??= []).push({instancePath:instancePath+"/status",keyword:"const",params:{allowedValue: "REJECTED"}});
        errors++;
      }
    }
    if(data.turn !== undefined){
      let data2 = data.turn;
      if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
        (vErrors ??= []).push({instancePath:instancePath+"/turn",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if(typeof data2 == "number"){
        if(data2 < 0 || isNaN(data2)){
          (vErrors ??= []).push({instancePath:instancePath+"/turn",keyword:"minimum",params:{comparison: ">=", limit: 0}});
          errors++;
        }
      }
    }
    if(data.eventId !== undefined){
      let data3 = data.eventId;
      if(typeof data3 === "string"){
        if(func0(data3) > 128){
          (vErrors ??= []).push({instancePath:instancePath+"/eventId",keyword:"maxLength",params:{limit: 128}});
          errors++;
        }
      } else {
        (vErrors ??= []).push({instancePath:instancePath+"/eventId",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.reason !== undefined){
      if(!(validate4(data.reason, {instancePath:instancePath+"/reason",parentData:data,parentDataProperty:"reason",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.tenant !== undefined){
      let data5 = data.tenant;
      if(typeof data5 === "string"){
        if(func0(data5) > 128){
          (vErrors ??= []).push({instancePath:instancePath+"/tenant",keyword:"maxLength",params:{limit: 128}});
          errors++;
        }
      } else {
        (vErrors ??= []).push({instancePath:instancePath+"/tenant",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
  } else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "object"}});
    errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
