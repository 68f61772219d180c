// The data and the libraries stand in the page compressed (kg/page/pack.py); all else waits for them.

const packedText = (id: string): string => document.getElementById(id)?.textContent ?? "";

export const canUnpack = (): boolean => "DecompressionStream" in globalThis;

export async function unpack(id: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packedText(id)), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

// A script is inserted as it was before it was packed: the page's policy names its hash.
export async function insertLibrary(id: string): Promise<void> {
  const text = await unpack(id);
  const element = document.createElement("script");
  element.textContent = text;
  document.head.append(element);
}
