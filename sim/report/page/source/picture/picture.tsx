import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { unpackPictures, unpackPixels } from "../data/pictures";
import type { Pictures, Pixels } from "../data/pictures";
import { firstRun } from "../data/report";
import type { Contender, PackedPictures, Report } from "../data/report";
import { at, number } from "../data/values";
import { bytes, count } from "../format";
import { colours } from "../parts/colours";
import { colourClass } from "../parts/swatch";
import { page, paint, sendsPicture } from "../state";
import { say } from "../words";
import { marked } from "./marked";
import type { Colour } from "./marked";

const modes = ["received", "placed", "wrong"] as const;
type Mode = (typeof modes)[number];
const mode = signal<Mode>("received");

/** "#a82a1e" as its three parts. */
const parts = (colour: string): Colour => {
  const [red, green, blue] = [1, 3, 5].map((begin) => parseInt(colour.slice(begin, begin + 2), 16) || 0);
  return [red ?? 0, green ?? 0, blue ?? 0];
};

const chosen = (pictures: Pictures, of: Mode): Pixels => {
  switch (of) {
    case "received": return pictures.received;
    case "placed": return pictures.placed ?? pictures.received;
    case "wrong": return marked(pictures, parts(colours().bad), parts(colours().paper));
  }
};

const counts = (of: Contender, shown: Mode): string => {
  const run = firstRun(of);
  const figure = (name: string): number | null => number(at(run, `workload.picture.${name}`));
  const placed = shown === "placed" && figure("placed_intact_pixels") !== null ? "placed_" : "";
  const [all, intact, wrong, missing] = ["pixels", `${placed}intact_pixels`, `${placed}wrong_pixels`, `${placed}missing_pixels`].map(figure);
  if (all == null || intact == null || wrong == null || missing == null) return say("picture.unknown");
  const told = say("picture.counts", { all: count(all), intact: count(intact), wrong: count(wrong), missing: count(missing) });
  const surplus = placed === "" ? figure("surplus_bytes") ?? 0 : 0;
  return surplus > 0 ? `${told}${say("join.comma")}${say("picture.surplus", { bytes: bytes(surplus) })}` : told;
};

const Drawn = ({ width, height, pixels, label }: { width: number; height: number; pixels: Pixels; label: string }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0), [pixels, width, height]);
  return <canvas ref={canvas} class="pixels" width={width} height={height} role="img" aria-label={label} />;
};

/** Unpacks once; null while it lasts, "broken" when it cannot be done. */
const useUnpacked = <What,>(unpack: () => Promise<What>, packed: PackedPictures): What | "broken" | null => {
  const found = useSignal<What | "broken" | null>(null);
  useEffect(() => {
    unpack().then((what) => (found.value = what), () => (found.value = "broken"));
  }, [packed, found]);
  return found.value;
};

const Sent = ({ packed }: { packed: PackedPictures }) => {
  const pixels = useUnpacked(() => unpackPixels(packed.sent, packed.width * packed.height), packed);
  if (pixels === null || pixels === "broken") return null;
  const size = `${packed.width} × ${packed.height}`;
  return (
    <figure class="sent">
      <figcaption><h3>{say("picture.sent")}</h3><p class="note">{size}</p></figcaption>
      <Drawn width={packed.width} height={packed.height} pixels={pixels} label={`${say("picture.sent")}: ${size}`} />
    </figure>
  );
};

const Came = ({ of, packed }: { of: Contender; packed: PackedPictures }) => {
  const pictures = useUnpacked(() => unpackPictures(packed), packed);
  const told = counts(of, mode.value);
  const colour = paint.value;
  if (pictures === null) return null;
  if (pictures === "broken") return <div class="problems" role="alert"><p>{say("picture.broken", { contender: of.label })}</p></div>;
  return (
    <figure class={colourClass(of)} data-picture={of.label}>
      <figcaption><h3>{of.label}</h3><p class="note">{told}</p></figcaption>
      <Drawn key={colour} width={packed.width} height={packed.height} pixels={chosen(pictures, mode.value)} label={`${of.label}: ${told}`} />
    </figure>
  );
};

const OfReport = ({ report }: { report: Report }) => {
  const shown = report.contenders.flatMap((of) => (of.pictures === null ? [] : [{ of, packed: of.pictures }]));
  const [first] = shown;
  if (first === undefined) return <p class="note">{report.letter} {say("picture.none")}</p>;
  return (
    <section class="pictures">
      {report.letter !== "" && <h2>{report.letter} · {report.file}</h2>}
      <div>
        <Sent packed={first.packed} />
        {shown.map(({ of, packed }) => <Came key={of.place} of={of} packed={packed} />)}
      </div>
    </section>
  );
};

/** The picture that was sent beside what each receiver had of it. */
export const PictureView = () => (
  <>
    <h2 class="hidden">{say("view.picture")}</h2>
    <div class="toolbar" role="group" aria-label={say("picture.which")}>
      {modes.map((one) => (
        <button key={one} type="button" data-mode={one} aria-pressed={mode.value === one} onClick={() => (mode.value = one)}>{say(`picture.mode.${one}`)}</button>
      ))}
    </div>
    <p class="note" role="status">{say(`picture.note.${mode.value}`)}</p>
    {page.value.reports.filter(sendsPicture).map((report, i) => <OfReport key={i} report={report} />)}
  </>
);
