// The entry point: unpacks the data and the drawing library, and starts the page.

import type { PageData } from "./data.ts";
import { start } from "./start.ts";
import { load } from "./state/graph.ts";
import { canUnpack, insertLibrary, unpack } from "./unpack.ts";

const TOO_OLD =
  "This browser is too old for this page: it cannot unpack the data. " +
  "The page needs Chrome or Edge 80, Safari 16.4, Firefox 113, or a later version.";

async function main(): Promise<void> {
  if (!canUnpack()) {
    const empty = document.getElementById("empty")!;
    empty.textContent = TOO_OLD;
    empty.hidden = false;
    document.documentElement.dataset.ready = "never";
    return;
  }
  const [text] = await Promise.all([unpack("data"), insertLibrary("vis-network")]);
  load(JSON.parse(text) as PageData);
  start();
}

void main();
