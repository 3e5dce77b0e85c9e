/**
 * Writes what TypeScript, C++ and the documentation share (the record format, and the numbers of events), from
 * `packages/native-core/schema`. With `--check` it writes nothing and fails when a file is stale.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from '../generated-files.ts';
import { cppHeader } from './cpp.ts';
import { documentWithTables } from './markdown.ts';
import { recordingModule } from './recording-module.ts';
import { enumsForCpp, enumsForTypescript } from './shared-enums.ts';
import { typescriptModule } from './typescript.ts';

const root = join(import.meta.dirname, '../..');
const core = join(root, 'packages/native-core');
const documentPath = join(root, 'docs/record-format.md');

const outputs = new Map([
  [join(core, 'src/record/format.gen.ts'), typescriptModule()],
  [join(core, 'native/record/format.gen.hpp'), cppHeader()],
  [join(core, 'src/binding/shared-enums.gen.ts'), enumsForTypescript()],
  [join(core, 'native/account/shared-enums.gen.hpp'), enumsForCpp()],
  [join(core, 'src/metrics/aggregation/recording.gen.ts'), await recordingModule()],
  [documentPath, documentWithTables(readFileSync(documentPath, 'utf8'))],
]);

writeOrCheck(outputs, 'npm run generate -w @otel-native/native-core');
