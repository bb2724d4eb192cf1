import { useEffect, useRef, useState } from "preact/hooks";
import type { TileSource } from "../../api";
import type { Lens } from "./MapFrame";
import { addressOf, parentOf, placeOf, tilesOf, type Tile } from "./tiles";

const PARENTS = 4;

/** What lies under the map, as far as it has come: coarser squares stand in for those on their way, paper for the rest. */
export function Tiles({ source, lens, onSilent }: { source: TileSource; lens: Lens; onSilent: () => void }) {
  const { camera, size } = lens;
  const wanted = tilesOf(camera, size, source.zoom_max, globalThis.devicePixelRatio);
  const here = usePictures(
    wanted.map((one) => addressOf(source.path, one)),
    onSilent,
  );
  const shown = new Map<string, Tile>();
  for (const one of wanted) {
    let tile = one;
    for (let i = 0; i < PARENTS && tile.z > 0 && !here.has(addressOf(source.path, tile)); i++) tile = parentOf(tile);
    const address = addressOf(source.path, tile);
    if (here.has(address)) shown.set(address, tile);
  }
  const coarseFirst = [...shown].toSorted(([, a], [, b]) => a.z - b.z);
  return (
    <g class="map-tiles" aria-hidden="true">
      {coarseFirst.map(([address, tile]) => {
        const { left, top, width, height } = placeOf(tile, camera, size);
        return (
          <image
            key={address}
            href={address}
            x={left}
            y={top}
            width={width}
            height={height}
            preserveAspectRatio="none"
          />
        );
      })}
    </g>
  );
}

const AT_ONCE = 4;
const TRIES = 3;
/** The server may be busy with what others look at. */
const AGAIN_MS = 500;

/**
 * The addresses whose pictures have come, of all that were ever wanted here. A few are asked for at once, in the order
 * wanted, so that neither a phone's line nor the server is full of them; what is wanted no longer is not asked for.
 */
function usePictures(wanted: string[], onSilent: () => void): Set<string> {
  const [here, setHere] = useState(new Set<string>());
  const tried = useRef(new Map<string, number>());
  const line = useRef({ wanted, coming: new Set<string>(), here });
  line.current.wanted = wanted;
  const next = (): void => {
    const { coming, here: known, wanted: now } = line.current;
    const rest = now.filter((one) => !known.has(one) && !coming.has(one) && (tried.current.get(one) ?? 0) < TRIES);
    // What failed once goes behind those that were not asked for yet.
    const turn = rest.toSorted((a, b) => (tried.current.get(a) ?? 0) - (tried.current.get(b) ?? 0));
    for (const one of turn.slice(0, AT_ONCE - coming.size)) ask(one);
    if (now.length > 0 && rest.length + coming.size + known.size === 0) onSilent();
  };
  const ask = (address: string): void => {
    const { coming } = line.current;
    const picture = new Image();
    coming.add(address);
    tried.current.set(address, (tried.current.get(address) ?? 0) + 1);
    const came = (well: boolean) => (): void => {
      coming.delete(address);
      if (well) setHere((line.current.here = new Set([...line.current.here, address])));
      if (well) next();
      else setTimeout(next, AGAIN_MS);
    };
    picture.addEventListener("load", came(true));
    picture.addEventListener("error", came(false));
    picture.src = address;
  };
  const key = wanted.join(" ");
  useEffect(next, [key]);
  useEffect(
    () => () => {
      line.current.wanted = [];
    },
    [],
  );
  return here;
}
