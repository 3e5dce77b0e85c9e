import type { Command } from '../command.ts';
export const command: Command = { usage: '', run: () => Promise.resolve(0) };
