// Unpacks the data and the libraries, which the page contains in compressed form (kg/page/pack.py).

const packedText = (id: string): string => document.getElementById(id)?.textContent ?? "";

export const canUnpack = (): boolean => "DecompressionStream" in globalThis;

export async function unpack(id: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packedText(id)), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

// Inserts the original text of a script, because the Content-Security-Policy allows it by its hash.
export async function insertLibrary(id: string): Promise<void> {
  const text = await unpack(id);
  const element = document.createElement("script");
  element.textContent = text;
  document.head.append(element);
}
