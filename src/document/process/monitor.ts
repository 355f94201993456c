import { workerData } from 'node:worker_threads';
import { OUT_OF_MEMORY_SIGNAL } from './job.js';

// A thread beside the reader: it sees the memory grow even while the reader is in a loop, and ends a reader whose
// service is gone.
const EVERY_MS = 25;
const MEBIBYTE = 2 ** 20;
const { memoryMb, parent } = workerData as { memoryMb: number; parent: number };

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  // Windows knows no other signal; the process is then taken for one that died of itself.
  const signal = process.platform === 'win32' ? 'SIGKILL' : OUT_OF_MEMORY_SIGNAL;
  if (process.memoryUsage.rss() > memoryMb * MEBIBYTE) process.kill(process.pid, signal);
}, EVERY_MS);
