import type { Context, ContextManagementToken, ContextManager } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { expectTypeOf } from 'expect-type';
import { EventEmitter } from 'node:events';

declare const context: Context;
const manager = new NativeContextManager();
expectTypeOf(manager).toExtend<ContextManager>();
expectTypeOf(manager.mode).toEqualTypeOf<'native-frame' | 'async-local-storage'>();
expectTypeOf(manager.active()).toEqualTypeOf<Context>();
expectTypeOf(manager.with(context, () => 1)).toEqualTypeOf<number>();
expectTypeOf(manager.with(context, (a: string) => a, undefined, 'x')).toEqualTypeOf<string>();
// @ts-expect-error the argument has another type
manager.with(context, (a: string) => a, undefined, 1);
expectTypeOf(manager.bind(context, (a: string) => a.length)).toEqualTypeOf<(a: string) => number>();
expectTypeOf(manager.bind(context, new EventEmitter())).toEqualTypeOf<EventEmitter>();
expectTypeOf(manager.attach(context)).toEqualTypeOf<ContextManagementToken>();
expectTypeOf(manager.enable()).toEqualTypeOf<NativeContextManager>();
expectTypeOf(manager.disable()).toEqualTypeOf<NativeContextManager>();
