import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** Milliseconds after which pending requests are looked at again. */
const INTERVAL_MS = 10;

/**
 * kafkajs 2.2.4 hands `setTimeout` the time since 1970 with a minus sign when nothing is throttled, and Node 24
 * warns of it. The same method, asking for no time below zero; where the queue is idle it looks at once, as before.
 */
export function mendRequestQueue(): void {
  const queue = RequestQueue.prototype;
  if (typeof queue.scheduleCheckPendingRequests !== 'function') {
    throw new Error('kafkajs is not the release this was written for: see docs/adr/0018-kafkajs.md');
  }
  queue.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId) return;
    const throttled = this.throttledUntil - Date.now();
    const wait = throttled > 0 ? throttled : this.pending.length > 0 ? INTERVAL_MS : 0;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait);
  };
}
