import type { Model } from '../model/model.ts';
import type { GeneratedFile } from '../print/generated-file.ts';

/** What was generated, for tools: messages with their types and parsers, tables, agents, and every file. */
export function emitManifest(model: Model, files: readonly GeneratedFile[]): GeneratedFile {
  const root = (one: { typeName: string; parserName: string; module: string }): object => ({
    type: one.typeName,
    parser: one.parserName,
    module: one.module,
    validator: `validators/${one.module}.js`,
  });
  const manifest = {
    title: model.title,
    version: model.version,
    document: model.document,
    events: model.events.map((event) => ({ name: event.name, source: event.source, detailType: event.detailType, version: event.version, ...root(event) })),
    messages: model.messages.map((message) => ({ name: message.name, version: message.version, ...root(message) })),
    tables: model.entities.map((entity) => ({ entity: entity.entity, table: entity.table.name, model: entity.modelFunction, ...root(entity) })),
    agents: model.agents.map((agent) => ({ agentId: agent.agentId, input: root(agent.input), output: root(agent.output) })),
    files: files.map((file) => file.path).sort(),
  };
  return { path: 'manifest.json', text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}
