/**
 * Compares reported values with the system's own files and programs. Tolerances allow for changes in between: the
 * values are read a few milliseconds apart, on a machine with other work.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Collection } from './support/collecting';
import { collecting, kWindowMillis, sleep } from './support/collecting';

const kMebi = 1024 * 1024;
let got: Collection;
/** Counted during the run: kernel files stay open until the stop. */
let openFiles: number;
const started = { cpu: process.cpuUsage(), millis: performance.now() };

beforeAll(async () => {
  const { systemMetrics, collect } = collecting({ groups: 'all' });
  systemMetrics.start();
  // The first delay is known after two ticks.
  await sleep(30);
  const until = performance.now() + kWindowMillis;
  while (performance.now() < until);
  await sleep(30);
  got = await collect();
  openFiles = readdirSync('/proc/self/fd').length;
  systemMetrics.stop();
});

const run = (file: string, ...args: string[]) => execFileSync(file, args, { encoding: 'utf8' });
const proc = (path: string) => readFileSync(`/proc/${path}`, 'utf8');
const kibi = (file: string, key: string) =>
  Number(new RegExp(`^${key}:?\\s+(\\d+)`, 'm').exec(proc(file))?.[1]) * 1024;

test('CPU time: process.cpuUsage()', () => {
  const { user, system } = process.cpuUsage();
  expect(got.value('process.cpu.time', { 'cpu.mode': 'user' })).toBeCloseTo(user / 1e6, 0);
  expect(got.value('process.cpu.time', { 'cpu.mode': 'system' })).toBeCloseTo(system / 1e6, 0);
  const used = process.cpuUsage(started.cpu);
  const busy = got
    .points('process.cpu.utilization')
    .reduce((sum, { value }) => sum + value * availableParallelism(), 0);
  // The process was kept busy, but the machine decides how much CPU time it gets.
  expect(busy).toBeGreaterThan(0);
  expect(busy).toBeLessThanOrEqual(availableParallelism());
  expect(used.user + used.system).toBeGreaterThan(0);
});

test('memory and threads: ps, and the share of what there is', () => {
  const [rss, vsz, threads] = run('ps', '-o', 'rss=,vsz=,nlwp=', '-p', `${process.pid}`)
    .trim()
    .split(/\s+/)
    .map(Number) as [number, number, number];
  const usage = got.value('process.memory.usage')!;
  expect(Math.abs(usage - rss * 1024)).toBeLessThan(64 * kMebi);
  expect(Math.abs(got.value('process.memory.virtual')! - vsz * 1024)).toBeLessThan(512 * kMebi);
  expect(Math.abs(got.value('process.thread.count')! - threads)).toBeLessThanOrEqual(4);
  expect(got.value('process.memory.utilization')).toBeGreaterThanOrEqual(usage / totalmem() / 1.01);
});

test('open files: /proc/self/fd', () => {
  const count = got.value('process.unix.file_descriptor.count')!;
  expect(Math.abs(count - openFiles)).toBeLessThan(10);
});

test('context switches, page faults and disk transfers: getrusage and /proc/self/io', () => {
  const usage = process.resourceUsage();
  const voluntary = { 'process.context_switch.type': 'voluntary' };
  const minor = { 'system.paging.fault.type': 'minor' };
  const switches = got.value('process.context_switches', voluntary)!;
  expect(switches).toBeLessThanOrEqual(usage.voluntaryContextSwitches);
  expect(switches).toBeGreaterThan(usage.voluntaryContextSwitches * 0.2);
  const faults = got.value('process.paging.faults', minor)!;
  expect(faults).toBeLessThanOrEqual(usage.minorPageFault);
  expect(faults).toBeGreaterThan(usage.minorPageFault * 0.2);
  const written = Number(/write_bytes: (\d+)/.exec(proc('self/io'))?.[1]);
  expect(got.value('process.disk.io', { 'disk.io.direction': 'write' })).toBeLessThanOrEqual(
    written,
  );
});

test('uptime: process.uptime() and /proc/uptime', () => {
  expect(got.value('process.uptime')! - process.uptime()).toBeGreaterThan(-10);
  expect(got.value('process.uptime')).toBeLessThan(process.uptime());
  const uptime = Number(proc('uptime').split(' ')[0]);
  expect(Math.abs(got.value('system.uptime')! - uptime)).toBeLessThan(10);
});

test('memory of the machine: /proc/meminfo', () => {
  const state = (name: string) =>
    got.value('system.memory.usage', { 'system.memory.state': name })!;
  const limit = got.value('system.memory.limit')!;
  expect(limit).toBe(kibi('meminfo', 'MemTotal'));
  expect(state('used') + state('available')).toBe(limit);
  for (const [name, key] of Object.entries({
    free: 'MemFree',
    available: 'MemAvailable',
    cached: 'Cached',
    buffers: 'Buffers',
  }))
    expect(Math.abs(state(name) - kibi('meminfo', key))).toBeLessThan(0.1 * limit);
});

test('CPU time of the machine: /proc/stat', () => {
  const [user, , system, idle] = /^cpu +(.*)/m
    .exec(proc('stat'))![1]!
    .split(' ')
    .map(Number) as number[];
  const mode = (name: string) => got.value('system.cpu.time', { 'cpu.mode': name })!;
  const seconds = 10 * availableParallelism();
  expect(Math.abs(mode('user') - user! / 100)).toBeLessThan(seconds);
  expect(Math.abs(mode('system') - system! / 100)).toBeLessThan(seconds);
  expect(Math.abs(mode('idle') - idle! / 100)).toBeLessThan(seconds);
  const shares = got.points('system.cpu.utilization').reduce((sum, { value }) => sum + value, 0);
  // The clock ticks every 10 ms, and the window is about 120 ms.
  expect(shares).toBeGreaterThan(0.7);
  expect(shares).toBeLessThan(1.3);
});

test('file systems: df', () => {
  const [size, used, available] = run('df', '-B1', '--output=size,used,avail', '/')
    .trim()
    .split('\n')[1]!
    .trim()
    .split(/\s+/)
    .map(Number) as [number, number, number];
  const root = { 'system.filesystem.mountpoint': '/' };
  // A root file system that is not on a local disk is not reported.
  if (got.points('system.filesystem.limit').length === 0) return;
  expect(got.value('system.filesystem.limit', root)).toBe(size);
  const state = (name: string) =>
    got.value('system.filesystem.usage', { ...root, 'system.filesystem.state': name })!;
  expect(Math.abs(state('used') - used)).toBeLessThan(256 * kMebi);
  expect(Math.abs(state('free') - available)).toBeLessThan(256 * kMebi);
  expect(state('used') + state('free') + state('reserved')).toBe(size);
});

test('network: /proc/net/dev, and ip -s where it is installed', () => {
  const names = new Set(
    got.points('system.network.io').map(({ attributes }) => attributes['network.interface.name']),
  );
  for (const line of proc('net/dev').split('\n').slice(2)) {
    const [name, ...numbers] = line.trim().split(/[:\s]+/);
    if (!name || name === 'lo' || name.startsWith('veth')) continue;
    expect(names).toContain(name);
    const received = got.value('system.network.io', {
      'network.interface.name': name,
      'network.io.direction': 'receive',
    })!;
    expect(received).toBeLessThanOrEqual(Number(numbers[0]));
    expect(Number(numbers[0]) - received).toBeLessThan(64 * kMebi);
  }
});

test('disks: /proc/diskstats', () => {
  for (const { attributes, value } of got.points('system.disk.io')) {
    const line = new RegExp(` ${attributes['system.device.name'] as string} (.*)`).exec(
      proc('diskstats'),
    );
    const numbers = line![1]!.split(' ').map(Number);
    const sectors = numbers[attributes['disk.io.direction'] === 'read' ? 2 : 6]!;
    expect(value).toBeLessThanOrEqual(sectors * 512);
    expect(sectors * 512 - value).toBeLessThan(1024 * kMebi);
  }
});

test('heap spaces: v8.getHeapSpaceStatistics()', () => {
  const spaces = getHeapSpaceStatistics();
  expect(
    got.points('v8js.memory.heap.used').map(({ attributes }) => attributes['v8js.heap.space.name']),
  ).toEqual(spaces.map(({ space_name }) => space_name));
  const old = { 'v8js.heap.space.name': 'old_space' };
  const { space_used_size } = spaces.find(({ space_name }) => space_name === 'old_space')!;
  expect(Math.abs(got.value('v8js.memory.heap.used', old)! - space_used_size)).toBeLessThan(
    64 * kMebi,
  );
});

test('the event loop: it was blocked for the length of the window', () => {
  expect(got.value('nodejs.eventloop.delay.max')).toBeGreaterThan((kWindowMillis - 20) / 1000);
  const minimum = got.value('nodejs.eventloop.delay.min')!;
  const mean = got.value('nodejs.eventloop.delay.mean')!;
  expect(minimum).toBeLessThanOrEqual(mean);
  expect(got.value('nodejs.eventloop.utilization')).toBeGreaterThan(0.3);
  expect(got.points('v8js.resource.active').every(({ value }) => value > 0)).toBe(true);
});
