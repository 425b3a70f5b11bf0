// Generated from messages/wake.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { kind: 0, orchestrationId: 0 } };

export function parseWake(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["kind","orchestrationId"],"properties":{"kind":{"type":"string","const":"wake"},"orchestrationId":{"$ref":"#/$defs/s1"}}};
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
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.kind === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "kind"});
      errors++;
    }
    if(data.orchestrationId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "orchestrationId"});
      errors++;
    }
    for(const key0 in data){
      if(!((key0 === "kind") || (key0 === "orchestrationId"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.kind !== undefined){
      let data0 = data.kind;
      if(typeof data0 !== "string"){
        vErrors = failed(vErrors, instancePath+"/kind", "type", {type: "string"});
        errors++;
      }
      if("wake" !== data0){
        vErrors = failed(vErrors, instancePath+"/kind", "const", {allowedValue: "wake"});
        errors++;
      }
    }
    if(data.orchestrationId !== undefined){
      if(!(validate2(data.orchestrationId, {instancePath:instancePath+"/orchestrationId",parentData:data,parentDataProperty:"orchestrationId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
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
