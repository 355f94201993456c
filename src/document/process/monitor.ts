import { workerData } from 'node:worker_threads';

// A thread beside the reader: it sees the memory grow even while the reader is in a loop, and ends a reader whose
// service is gone.
const EVERY_MS = 25;
const MEBIBYTE = 2 ** 20;
const { memoryMb, parent } = workerData as { memoryMb: number; parent: number };

setInterval(() => {
  const orphan = process.ppid !== parent;
  if (orphan || process.memoryUsage.rss() > memoryMb * MEBIBYTE) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
