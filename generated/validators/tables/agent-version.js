// Generated from tables/agent-version.json. Do not edit.
/* eslint-disable */

import { parsedKnown } from '../../../codegen/runtime/drop-unknown.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import { failed, missing, properties, unexpected } from '../../../codegen/runtime/validation.ts';

const known0_3 = { p: { type: 0, target: 0 } };
const known0_4 = { p: { timeoutSeconds: 0, memoryMb: 0 } };
const known0_2 = { p: { name: 0, filename: 0, schema: 0, outputSchema: 0, version: 0, description: 0, action: known0_3, capabilities: 0, models: 0, limits: known0_4 } };
const known0_1 = { p: { agentId: 0, version: 0, config: known0_2, sha256: 0, createdAt: 0, by: 0, requestHash: 0, checks: 0 } };

export function parseAgentVersion(value) {
  return parsedKnown(validate0_, value, known0_1);
}

const values0 = ["name","filename","schema","outputSchema","version","description","action","capabilities","models","limits"];
const values1 = ["sqs"];
const validate0_ = validate1;
const pattern0 = /* @__PURE__ */ new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate2(data, at, errors){
  if(typeof data === "string"){
    if(!pattern0.test(data)){
      failed(errors, at, "pattern", {pattern: "^[a-zA-Z0-9_-]{1,64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const func1 = textLength;
function validate6(data, at, errors){
  if(typeof data === "string"){
    if(func1(data) > 256){
      failed(errors, at, "maxLength", {limit: 256});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
function validate8(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
function validate11(data, at, errors){
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
function validate4(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["name", "schema", "version", "description", "action"]);
    unexpected(errors, at, data, values0);
    properties(errors, at, data, ["name"], validate2);
    properties(errors, at, data, ["filename"], validate6);
    properties(errors, at, data, ["schema", "outputSchema"], validate8);
    if(data.version !== undefined){
      let data4 = data.version;
      if(typeof data4 === "string"){
        if(func1(data4) > 32){
          failed(errors, at+"/version", "maxLength", {limit: 32});
        }
      } else {
        failed(errors, at+"/version", "type", {type: "string"});
      }
    }
    if(data.description !== undefined){
      let data5 = data.description;
      if(typeof data5 === "string"){
        if(func1(data5) > 4096){
          failed(errors, at+"/description", "maxLength", {limit: 4096});
        }
        if(func1(data5) < 1){
          failed(errors, at+"/description", "minLength", {limit: 1});
        }
      } else {
        failed(errors, at+"/description", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["action"], validate11);
    if(data.capabilities !== undefined){
      let data7 = data.capabilities;
      if(Array.isArray(data7)){
        if(data7.length > 32){
          failed(errors, at+"/capabilities", "maxItems", {limit: 32});
        }
        const len0 = data7.length;
        for(let i0=0; i0<len0; i0++){
          let data8 = data7[i0];
          if(typeof data8 === "string"){
            if(func1(data8) > 128){
              failed(errors, at+"/capabilities/" + i0, "maxLength", {limit: 128});
            }
          } else {
            failed(errors, at+"/capabilities/" + i0, "type", {type: "string"});
          }
        }
      } else {
        failed(errors, at+"/capabilities", "type", {type: "array"});
      }
    }
    if(data.models !== undefined){
      let data9 = data.models;
      if(Array.isArray(data9)){
        if(data9.length > 8){
          failed(errors, at+"/models", "maxItems", {limit: 8});
        }
        const len1 = data9.length;
        for(let i1=0; i1<len1; i1++){
          let data10 = data9[i1];
          if(typeof data10 === "string"){
            if(func1(data10) > 256){
              failed(errors, at+"/models/" + i1, "maxLength", {limit: 256});
            }
            if(func1(data10) < 1){
              failed(errors, at+"/models/" + i1, "minLength", {limit: 1});
            }
          } else {
            failed(errors, at+"/models/" + i1, "type", {type: "string"});
          }
        }
      } else {
        failed(errors, at+"/models", "type", {type: "array"});
      }
    }
    if(data.limits !== undefined){
      let data11 = data.limits;
      if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
        unexpected(errors, at+"/limits", data11, ["timeoutSeconds", "memoryMb"]);
        if(data11.timeoutSeconds !== undefined){
          let data12 = data11.timeoutSeconds;
          if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
            failed(errors, at+"/limits/timeoutSeconds", "type", {type: "integer"});
          }
          if(typeof data12 == "number"){
            if(data12 > 840 || isNaN(data12)){
              failed(errors, at+"/limits/timeoutSeconds", "maximum", {comparison: "<=", limit: 840});
            }
            if(data12 < 1 || isNaN(data12)){
              failed(errors, at+"/limits/timeoutSeconds", "minimum", {comparison: ">=", limit: 1});
            }
          }
        }
        if(data11.memoryMb !== undefined){
          let data13 = data11.memoryMb;
          if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
            failed(errors, at+"/limits/memoryMb", "type", {type: "integer"});
          }
          if(typeof data13 == "number"){
            if(data13 > 512 || isNaN(data13)){
              failed(errors, at+"/limits/memoryMb", "maximum", {comparison: "<=", limit: 512});
            }
            if(data13 < 16 || isNaN(data13)){
              failed(errors, at+"/limits/memoryMb", "minimum", {comparison: ">=", limit: 16});
            }
          }
        }
      } else {
        failed(errors, at+"/limits", "type", {type: "object"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
function validate14(data, at, errors){
  if(typeof data === "string"){
    if(!pattern2.test(data)){
      failed(errors, at, "pattern", {pattern: "^[0-9a-f]{64}$"});
    }
  } else {
    failed(errors, at, "type", {type: "string"});
  }
}
const pattern1 = /* @__PURE__ */ new RegExp("^v[0-9]{1,6}$", "u");
function validate1(data, at, errors){
  if(data && typeof data == "object" && !Array.isArray(data)){
    missing(errors, at, data, ["agentId", "version", "config", "createdAt", "by"]);
    unexpected(errors, at, data, ["agentId", "version", "config", "sha256", "createdAt", "by", "requestHash", "checks"]);
    properties(errors, at, data, ["agentId"], validate2);
    if(data.version !== undefined){
      let data1 = data.version;
      if(typeof data1 === "string"){
        if(!pattern1.test(data1)){
          failed(errors, at+"/version", "pattern", {pattern: "^v[0-9]{1,6}$"});
        }
      } else {
        failed(errors, at+"/version", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["config"], validate4);
    properties(errors, at, data, ["sha256"], validate14);
    if(data.createdAt !== undefined){
      let data4 = data.createdAt;
      if(typeof data4 === "string"){
        if(func1(data4) > 40){
          failed(errors, at+"/createdAt", "maxLength", {limit: 40});
        }
      } else {
        failed(errors, at+"/createdAt", "type", {type: "string"});
      }
    }
    properties(errors, at, data, ["by"], validate6);
    properties(errors, at, data, ["requestHash"], validate14);
    if(data.checks !== undefined){
      let data7 = data.checks;
      if(Array.isArray(data7)){
        if(data7.length > 64){
          failed(errors, at+"/checks", "maxItems", {limit: 64});
        }
        const len0 = data7.length;
        for(let i0=0; i0<len0; i0++){
          let data8 = data7[i0];
          if(typeof data8 === "string"){
            if(func1(data8) > 512){
              failed(errors, at+"/checks/" + i0, "maxLength", {limit: 512});
            }
          } else {
            failed(errors, at+"/checks/" + i0, "type", {type: "string"});
          }
        }
      } else {
        failed(errors, at+"/checks", "type", {type: "array"});
      }
    }
  } else {
    failed(errors, at, "type", {type: "object"});
  }
}
