import { completeTask } from './complete-task.ts';
import type { FabricatorTool } from './fabricator-tool.ts';
import { fileWrite } from './file-write.ts';
import { getWorkerTool } from './get-worker-tool.ts';
import { httpRequest } from './http-request.ts';
import { storeAgentConfig } from './store-agent-config.ts';
import { storeToolConfig } from './store-tool-config.ts';
import { uploadAgent } from './upload-agent.ts';
import { uploadTool } from './upload-tool.ts';

/**
 * The fabricating model's tools. `shell`, which the original system names too, does not exist here: the generation
 * standards (R12) and the security rules (R16) refuse it.
 */
export const fabricatorTools: readonly FabricatorTool[] = [
  getWorkerTool,
  uploadTool,
  storeToolConfig,
  uploadAgent,
  storeAgentConfig,
  fileWrite,
  httpRequest,
  completeTask,
];
