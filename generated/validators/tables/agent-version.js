// Generated from tables/agent-version.json. Do not edit.
/* eslint-disable */

import { dropUnknown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, parsed } from '../../../codegen/runtime/validation.ts';

const known0_3 = { p: { type: 0, target: 0 } };
const known0_4 = { p: { timeoutSeconds: 0, memoryMb: 0 } };
const known0_2 = { p: { name: 0, filename: 0, schema: 0, outputSchema: 0, version: 0, description: 0, action: known0_3, capabilities: 0, models: 0, limits: known0_4 } };
const known0_1 = { p: { agentId: 0, version: 0, config: known0_2, sha256: 0, createdAt: 0, by: 0, requestHash: 0, checks: 0 } };

export function parseAgentVersion(value) {
  return parsed(validate0_, dropUnknown(value, known0_1));
}

const validate0_ = validate1;
const schema1 = {"type":"object","additionalProperties":false,"required":["agentId","version","config","createdAt","by"],"properties":{"agentId":{"$ref":"#/$defs/s1"},"version":{"type":"string","pattern":"^v[0-9]{1,6}$"},"config":{"$ref":"#/$defs/s2"},"sha256":{"$ref":"#/$defs/s3"},"createdAt":{"type":"string","maxLength":40},"by":{"type":"string","maxLength":256},"requestHash":{"$ref":"#/$defs/s3"},"checks":{"type":"array","items":{"type":"string","maxLength":512},"maxItems":64}}};
const schema2 = {"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"};
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      vErrors = failed(vErrors, instancePath, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
      errors++;
    }
  } else {
    vErrors = failed(vErrors, instancePath, "type", {type: "string"});
    errors++;
  }
  validate2.errors = vErrors;
  return errors === 0;
}
const schema3 = {"type":"object","additionalProperties":false,"required":["name","schema","version","description","action"],"properties":{"name":{"$ref":"#/$defs/s1"},"filename":{"type":"string","maxLength":256},"schema":{"type":"object","additionalProperties":true},"outputSchema":{"type":"object","additionalProperties":true},"version":{"type":"string","maxLength":32},"description":{"type":"string","minLength":1,"maxLength":4096},"action":{"$ref":"#/$defs/s4"},"capabilities":{"type":"array","items":{"type":"string","maxLength":128},"maxItems":32},"models":{"type":"array","items":{"type":"string","minLength":1,"maxLength":256},"maxItems":8},"limits":{"type":"object","additionalProperties":false,"required":[],"properties":{"timeoutSeconds":{"type":"integer","minimum":1,"maximum":840},"memoryMb":{"type":"integer","minimum":16,"maximum":512}}}}};
const func0 = /* @__PURE__ */ (() => Object.prototype.hasOwnProperty)();
const func1 = textLength;
const schema4 = {"type":"object","additionalProperties":false,"required":["type","target"],"properties":{"type":{"type":"string","enum":["sqs"]},"target":{"type":"string","minLength":1,"maxLength":512}}};
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
      if(!(data0 === "sqs")){
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
function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.name === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "name"});
      errors++;
    }
    if(data.schema === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "schema"});
      errors++;
    }
    if(data.version === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "version"});
      errors++;
    }
    if(data.description === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "description"});
      errors++;
    }
    if(data.action === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "action"});
      errors++;
    }
    for(const key0 in data){
      if(!(func0.call(schema3.properties, key0))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.name !== undefined){
      if(!(validate2(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.filename !== undefined){
      let data1 = data.filename;
      if(typeof data1 === "string"){
        if(func1(data1) > 256){
          vErrors = failed(vErrors, instancePath+"/filename", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/filename", "type", {type: "string"});
        errors++;
      }
    }
    if(data.schema !== undefined){
      let data2 = data.schema;
      if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
      } else {
        vErrors = failed(vErrors, instancePath+"/schema", "type", {type: "object"});
        errors++;
      }
    }
    if(data.outputSchema !== undefined){
      let data3 = data.outputSchema;
      if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
      } else {
        vErrors = failed(vErrors, instancePath+"/outputSchema", "type", {type: "object"});
        errors++;
      }
    }
    if(data.version !== undefined){
      let data4 = data.version;
      if(typeof data4 === "string"){
        if(func1(data4) > 32){
          vErrors = failed(vErrors, instancePath+"/version", "maxLength", {limit: 32});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.description !== undefined){
      let data5 = data.description;
      if(typeof data5 === "string"){
        if(func1(data5) > 4096){
          vErrors = failed(vErrors, instancePath+"/description", "maxLength", {limit: 4096});
          errors++;
        }
        if(func1(data5) < 1){
          vErrors = failed(vErrors, instancePath+"/description", "minLength", {limit: 1});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/description", "type", {type: "string"});
        errors++;
      }
    }
    if(data.action !== undefined){
      if(!(validate6(data.action, {instancePath:instancePath+"/action",parentData:data,parentDataProperty:"action",rootData}))){
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
    if(data.capabilities !== undefined){
      let data7 = data.capabilities;
      if(Array.isArray(data7)){
        if(data7.length > 32){
          vErrors = failed(vErrors, instancePath+"/capabilities", "maxItems", {limit: 32});
          errors++;
        }
        const len0 = data7.length;
        for(let i0=0; i0<len0; i0++){
          let data8 = data7[i0];
          if(typeof data8 === "string"){
            if(func1(data8) > 128){
              vErrors = failed(vErrors, instancePath+"/capabilities/" + i0, "maxLength", {limit: 128});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/capabilities/" + i0, "type", {type: "string"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/capabilities", "type", {type: "array"});
        errors++;
      }
    }
    if(data.models !== undefined){
      let data9 = data.models;
      if(Array.isArray(data9)){
        if(data9.length > 8){
          vErrors = failed(vErrors, instancePath+"/models", "maxItems", {limit: 8});
          errors++;
        }
        const len1 = data9.length;
        for(let i1=0; i1<len1; i1++){
          let data10 = data9[i1];
          if(typeof data10 === "string"){
            if(func1(data10) > 256){
              vErrors = failed(vErrors, instancePath+"/models/" + i1, "maxLength", {limit: 256});
              errors++;
            }
            if(func1(data10) < 1){
              vErrors = failed(vErrors, instancePath+"/models/" + i1, "minLength", {limit: 1});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/models/" + i1, "type", {type: "string"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/models", "type", {type: "array"});
        errors++;
      }
    }
    if(data.limits !== undefined){
      let data11 = data.limits;
      if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
        for(const key1 in data11){
          if(!((key1 === "timeoutSeconds") || (key1 === "memoryMb"))){
            vErrors = failed(vErrors, instancePath+"/limits", "additionalProperties", {additionalProperty: key1});
            errors++;
          }
        }
        if(data11.timeoutSeconds !== undefined){
          let data12 = data11.timeoutSeconds;
          if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
            vErrors = failed(vErrors, instancePath+"/limits/timeoutSeconds", "type", {type: "integer"});
            errors++;
          }
          if(typeof data12 == "number"){
            if(data12 > 840 || isNaN(data12)){
              vErrors = failed(vErrors, instancePath+"/limits/timeoutSeconds", "maximum", {comparison: "<=", limit: 840});
              errors++;
            }
            if(data12 < 1 || isNaN(data12)){
              vErrors = failed(vErrors, instancePath+"/limits/timeoutSeconds", "minimum", {comparison: ">=", limit: 1});
              errors++;
            }
          }
        }
        if(data11.memoryMb !== undefined){
          let data13 = data11.memoryMb;
          if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
            vErrors = failed(vErrors, instancePath+"/limits/memoryMb", "type", {type: "integer"});
            errors++;
          }
          if(typeof data13 == "number"){
            if(data13 > 512 || isNaN(data13)){
              vErrors = failed(vErrors, instancePath+"/limits/memoryMb", "maximum", {comparison: "<=", limit: 512});
              errors++;
            }
            if(data13 < 16 || isNaN(data13)){
              vErrors = failed(vErrors, instancePath+"/limits/memoryMb", "minimum", {comparison: ">=", limit: 16});
              errors++;
            }
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/limits", "type", {type: "object"});
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
const schema5 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate9(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
  validate9.errors = vErrors;
  return errors === 0;
}
const pattern1 = /* @__PURE__ */ new RegExp("^v[0-9]{1,6}$", "u");
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.agentId === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "agentId"});
      errors++;
    }
    if(data.version === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "version"});
      errors++;
    }
    if(data.config === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "config"});
      errors++;
    }
    if(data.createdAt === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "createdAt"});
      errors++;
    }
    if(data.by === undefined){
      vErrors = failed(vErrors, instancePath, "required", {missingProperty: "by"});
      errors++;
    }
    for(const key0 in data){
      if(!((((((((key0 === "agentId") || (key0 === "version")) || (key0 === "config")) || (key0 === "sha256")) || (key0 === "createdAt")) || (key0 === "by")) || (key0 === "requestHash")) || (key0 === "checks"))){
        vErrors = failed(vErrors, instancePath, "additionalProperties", {additionalProperty: key0});
        errors++;
      }
    }
    if(data.agentId !== undefined){
      if(!(validate2(data.agentId, {instancePath:instancePath+"/agentId",parentData:data,parentDataProperty:"agentId",rootData}))){
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if(data.version !== undefined){
      let data1 = data.version;
      if(typeof data1 === "string"){
        if(!pattern1.test(data1)){
          vErrors = failed(vErrors, instancePath+"/version", "pattern", {pattern: "^v[0-9]{1,6}$"});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/version", "type", {type: "string"});
        errors++;
      }
    }
    if(data.config !== undefined){
      if(!(validate4(data.config, {instancePath:instancePath+"/config",parentData:data,parentDataProperty:"config",rootData}))){
        vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
        errors = vErrors.length;
      }
    }
    if(data.sha256 !== undefined){
      if(!(validate9(data.sha256, {instancePath:instancePath+"/sha256",parentData:data,parentDataProperty:"sha256",rootData}))){
        vErrors = vErrors === null ? validate9.errors : vErrors.concat(validate9.errors);
        errors = vErrors.length;
      }
    }
    if(data.createdAt !== undefined){
      let data4 = data.createdAt;
      if(typeof data4 === "string"){
        if(func1(data4) > 40){
          vErrors = failed(vErrors, instancePath+"/createdAt", "maxLength", {limit: 40});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/createdAt", "type", {type: "string"});
        errors++;
      }
    }
    if(data.by !== undefined){
      let data5 = data.by;
      if(typeof data5 === "string"){
        if(func1(data5) > 256){
          vErrors = failed(vErrors, instancePath+"/by", "maxLength", {limit: 256});
          errors++;
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/by", "type", {type: "string"});
        errors++;
      }
    }
    if(data.requestHash !== undefined){
      if(!(validate9(data.requestHash, {instancePath:instancePath+"/requestHash",parentData:data,parentDataProperty:"requestHash",rootData}))){
        vErrors = vErrors === null ? validate9.errors : vErrors.concat(validate9.errors);
        errors = vErrors.length;
      }
    }
    if(data.checks !== undefined){
      let data7 = data.checks;
      if(Array.isArray(data7)){
        if(data7.length > 64){
          vErrors = failed(vErrors, instancePath+"/checks", "maxItems", {limit: 64});
          errors++;
        }
        const len0 = data7.length;
        for(let i0=0; i0<len0; i0++){
          let data8 = data7[i0];
          if(typeof data8 === "string"){
            if(func1(data8) > 512){
              vErrors = failed(vErrors, instancePath+"/checks/" + i0, "maxLength", {limit: 512});
              errors++;
            }
          } else {
            vErrors = failed(vErrors, instancePath+"/checks/" + i0, "type", {type: "string"});
            errors++;
          }
        }
      } else {
        vErrors = failed(vErrors, instancePath+"/checks", "type", {type: "array"});
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
