// A thread that scans units one after another, and waits where its rows are not taken.
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ThreadOptions, ToThread } from './messages.ts';
import { policyOfSpec } from './policy.ts';
import { unitScanner } from './unit.ts';

/** Rows that may be on their way to the other thread: enough for it to order them, and no more than memory bears. */
const MAX_ROWS = 20_000;

function serve(port: MessagePort, options: ThreadOptions): void {
  const policy = policyOfSpec(options.policy);
  if (!policy.ok) throw new Error(policy.error);
  const scanUnit = unitScanner({ ...options, policy: policy.value });
  const send = (message: FromThread): void => port.postMessage(message);
  let underWay = 0;

  const scan = async (message: Extract<ToThread, { readonly kind: 'unit' }>): Promise<void> => {
    const batches = scanUnit(message.unit);
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) {
      underWay += next.value.rows.length;
      send({ kind: 'batch', batch: next.value });
      while (underWay > MAX_ROWS) await once(port, 'message');
    }
    send({ kind: 'done', aggregate: next.value });
  };
  port.on('message', (message: ToThread) => {
    if (message.kind === 'taken') underWay -= message.rows;
    else
      scan(message).catch((error: unknown) => {
        // A bug of ours: it ends the thread, and with it the scan.
        setImmediate(() => {
          throw error;
        });
      });
  });
}

if (parentPort) serve(parentPort, workerData);
