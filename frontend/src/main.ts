// The first to run: unpacks the data and the library that draws, and starts the page.

import type { PageData } from "./data.ts";
import { start } from "./start.ts";
import { load } from "./state/graph.ts";
import { canUnpack, insertLibrary, unpack } from "./unpack.ts";

const TOO_OLD =
  "This browser is too old for this page: it cannot unpack the data. " +
  "Chrome and Edge can since version 80, Safari since 16.4, Firefox since 113.";

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
