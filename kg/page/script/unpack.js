// Unpacking: the data and the libraries stand in the page compressed (kg/page/pack.py); all else waits for them.

const packedText = (id) => document.getElementById(id).textContent;

async function unpack(id) {
  const letters = atob(packedText(id));
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

// A script is inserted as it was before it was packed: the page's policy names its hash.
async function library(id) {
  const text = await unpack(id);
  const element = document.createElement("script");
  element.textContent = text;
  document.head.append(element);
}

if (!("DecompressionStream" in globalThis)) {
  const empty = document.getElementById("empty");
  empty.textContent = "This browser is too old for this page: it cannot unpack the data. "
    + "Chrome and Edge can since version 80, Safari since 16.4, Firefox since 113.";
  empty.hidden = false;
  document.documentElement.dataset.ready = "never";
  return;
}
const [unpackedData] = await Promise.all([unpack("data"), library("vis-network")]);
