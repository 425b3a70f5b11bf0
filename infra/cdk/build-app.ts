import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { ArbiterStack, type ArbiterStackProps } from './arbiter-stack.ts';

export interface BuiltApp {
  readonly app: App;
  readonly stack: ArbiterStack;
}

/** An app with one stack that cdk-nag checks when it is synthesized. `outdir`: where CDK writes; its own choice when absent. */
export function buildApp(props: ArbiterStackProps, outdir?: string): BuiltApp {
  const app = new App({ analyticsReporting: false, ...(outdir !== undefined && { outdir }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return { app, stack: new ArbiterStack(app, props) };
}
