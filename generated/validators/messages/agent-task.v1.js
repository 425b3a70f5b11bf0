// Generated from messages/agent-task.v1.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_1 = { p: { agent_input: 0, orchestration_id: 0, agent_use_id: 0, node: 0, deadline: 0, attempt: 0, agent_version: 0, traceparent: 0, input_ref: 0 } };

export function parseAgentTask(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["agent_input","orchestration_id","agent_use_id","node"],"properties":{"agent_input":{"type":"object","additionalProperties":true},"orchestration_id":{"$ref":"#/$defs/s1"},"agent_use_id":{"type":"string","minLength":1,"maxLength":1024},"node":{"$ref":"#/$defs/s2"},"deadline":{"type":"string","format":"date-time"},"attempt":{"type":"integer","minimum":1},"agent_version":{"type":"string","maxLength":32},"traceparent":{"$ref":"#/$defs/s3"},"input_ref":{"$ref":"#/$defs/s4"}}};
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
const schema3 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern1 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern1.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate4.errors = vErrors;
  return errors === 0;
}
const schema4 = {"type":"string","pattern":"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate6.errors = vErrors;
  return errors === 0;
}
const schema5 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern3 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern3.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[0-9a-f]{64}$"});
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
    if(data.agent_input === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agent_input"});
      errors++;
    }
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
    for(const key0 in data){
      if(!(func0.call(schema1.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.agent_input !== undefined){
      let data0 = data.agent_input;
      if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
      } else {
        vErrors = failed(vErrors, instancePath+"/agent_input", "type", {type: "object"});
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
      let data2 = data.agent_use_id;
      if(typeof data2 === "string"){
        if(func1(data2) > 1024){
          vErrors = failed(vErrors, instancePath+"/agent_use_id", "maxLength", {limit: 1024});
          errors++;
        }
        if(func1(data2) < 1){
          vErrors = failed(vErrors, instancePath+"/agent_use_id", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agent_use_id", "type", {type: "string"});
        errors++;
      }
    }
    if(data.node !== undefined){
      if(!(validate4(data.node, {instancePath:instancePath+"/node",parentData:data,parentDataProperty:"node",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.deadline !== undefined){
      let data4 = data.deadline;
      if(typeof data4 === "string"){
        if(!(formats0.test(data4))){
          vErrors = failed(vErrors, instancePath+"/deadline", "format", {format: "date-time"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/deadline", "type", {type: "string"});
        errors++;
      }
    }
    if(data.attempt !== undefined){
      let data5 = data.attempt;
      if(!((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5)))){
        vErrors = failed(vErrors, instancePath+"/attempt", "type", {type: "integer"});
        errors++;
      }
      if(typeof data5 == "number"){
        if(data5 < 1 || isNaN(data5)){
          vErrors = failed(vErrors, instancePath+"/attempt", "minimum", {comparison: ">=", limit: 1});
          errors++;
        }
      }
    }
    if(data.agent_version !== undefined){
      let data6 = data.agent_version;
      if(typeof data6 === "string"){
        if(func1(data6) > 32){
          vErrors = failed(vErrors, instancePath+"/agent_version", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/agent_version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.traceparent !== undefined){
      if(!(validate6(data.traceparent, {instancePath:instancePath+"/traceparent",parentData:data,parentDataProperty:"traceparent",rootData}))){
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
    if(data.input_ref !== undefined){
      if(!(validate8(data.input_ref, {instancePath:instancePath+"/input_ref",parentData:data,parentDataProperty:"input_ref",rootData}))){
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
