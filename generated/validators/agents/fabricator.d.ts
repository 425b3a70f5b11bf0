// Generated from agents/fabricator. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { FabricatorInput, FabricatorOutput } from '../../agents/fabricator.ts';

/** Parses a FabricatorInput: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseFabricatorInput(value: unknown): Parsed<FabricatorInput>;

/** Parses a FabricatorOutput: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseFabricatorOutput(value: unknown): Parsed<FabricatorOutput>;
