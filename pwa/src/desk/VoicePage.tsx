import { useEffect, useState } from "preact/hooks";
import { operation, paper, putFile, putOperation } from "../api";
import { playClips, startRecording, type Recording } from "../device";
import { sha256Hex } from "../domain/jws";
import { NUMERALS, PROMPTS, WORDS } from "../domain/prompts";
import { t } from "../messages";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { Button, Notice } from "../ui";

/** The head of a file without a sound in it is smaller. */
const LEAST_BYTES = 1_500;

/** How long it has been recording. */
function Seconds() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <>{t("voice.recording", { n: seconds })}</>;
}

/** The words that phones say, recorded by the operation itself, in the language that its people speak. */
export function VoicePage() {
  const page = useLoad(operation, "operation");
  const [recording, setRecording] = useState<{ prompt: string; at: Recording } | null>(null);
  const { busy, problem, act } = useAct();
  const of = page.data;
  const prompts = of?.prompts ?? {};
  const keep = async (next: Record<string, string>): Promise<void> => {
    if (of === null) return;
    await putOperation({ ...of, prompts: next });
    page.again();
  };
  const begin = async (prompt: string): Promise<void> => setRecording({ prompt, at: await startRecording() });
  const end = async (): Promise<void> => {
    if (recording === null) return;
    setRecording(null);
    const bytes = await recording.at.stop();
    if (bytes.byteLength < LEAST_BYTES) throw new Error(t("voice.too_short"));
    const sha256 = await sha256Hex(bytes);
    await putFile(null, sha256, bytes);
    await keep({ ...prompts, [recording.prompt]: sha256 });
  };
  const listen = async (sha256: string): Promise<void> =>
    playClips([{ key: sha256, bytes: await (await paper(sha256)).arrayBuffer() }], 0);
  const remove = (prompt: string): Promise<void> =>
    keep(Object.fromEntries(Object.entries(prompts).filter(([name]) => name !== prompt)));
  const row = (prompt: string, name: string) => {
    const made = prompts[prompt];
    const now = recording?.prompt === prompt;
    return (
      <li key={prompt}>
        <b>{name}</b>
        <span class="state">{now ? <Seconds /> : t(made === undefined ? "voice.none" : "voice.there")}</span>
        <Button
          label={t(now ? "voice.stop_one" : "voice.record_one", { what: name })}
          pressed={now}
          disabled={busy || (recording !== null && !now)}
          onPress={() => act(now ? end : () => begin(prompt))}
        >
          {t(now ? "voice.stop" : "voice.record")}
        </Button>
        {made === undefined || now ? null : (
          <>
            <Button quiet label={t("voice.play_one", { what: name })} onPress={() => act(() => listen(made))}>
              {t("voice.play")}
            </Button>
            <Button quiet label={t("voice.remove_one", { what: name })} onPress={() => act(() => remove(prompt))}>
              {t("voice.remove")}
            </Button>
          </>
        )}
      </li>
    );
  };
  return (
    <>
      <Head title={t("nav.voice")} what={t("voice.what")} loaded={page} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {of === null ? null : (
        <p role="status">{t("voice.so_far", { n: Object.keys(prompts).length, of: PROMPTS.length })}</p>
      )}
      <section class="card">
        <h2>{t("voice.words")}</h2>
        <ul class="voice">{WORDS.map((one) => row(one, t(`voice.word_${one}`)))}</ul>
      </section>
      <section class="card">
        <h2>{t("voice.numerals")}</h2>
        <ul class="voice">{NUMERALS.map((one) => row(one, one.slice(1)))}</ul>
      </section>
    </>
  );
}
