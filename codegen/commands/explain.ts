import { diagnosticsPage } from '../print/diagnostics-page.ts';
import { catalogue } from '../diagnostics-catalogue.ts';
import { nearest } from '../print/nearest.ts';
import { parseArguments } from './arguments.ts';
import { UsageError, type Command } from './command.ts';

export const explainCommand: Command = {
  help: `Usage: explain [CODE]

What a diagnostic means, why it is reported and what to do; without CODE the page of all (codegen/DIAGNOSTICS.md).
`,
  async run(args, output) {
    const { positionals } = parseArguments(args, {}, { most: 1, name: 'codes' });
    const [code] = positionals;
    if (code === undefined) {
      output.out(diagnosticsPage());
      return 0;
    }
    const known = Object.entries(catalogue).find(([name]) => name === code);
    if (known === undefined) {
      const meant = nearest(code, Object.keys(catalogue));
      throw new UsageError(`there is no diagnostic "${code}"${meant === undefined ? '' : `: did you mean "${meant}"?`}`);
    }
    const [, { severity, title, cause, fix }] = known;
    output.out(`${code} (${severity})\n${title}.\n\n${cause}\n\n${fix}\n`);
    return 0;
  },
};
