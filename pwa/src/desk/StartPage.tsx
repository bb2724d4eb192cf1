import { useEffect, useState } from "preact/hooks";
import { phones, prints, registry, type Person, type Phone, type Place, type Product } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Icon, Notice } from "../ui";
import { session, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Several } from "../sheets/Several";
import { FirstPerson } from "./FirstPerson";
import { FirstPhone } from "./FirstPhone";
import { FirstPlace } from "./FirstPlace";
import { FirstProduct } from "./FirstProduct";
import { FirstTags } from "./FirstTags";
import { nextStep, remembered, rememberStart, skip, stateOf, STEPS, type Counts, type Step } from "./starting";

interface There {
  places: Place[];
  products: Product[];
  people: Person[];
  phones: Phone[];
  /** How many sheets of tags were printed. */
  tags: number;
}

const loadThere = async (): Promise<There> => {
  const [places, products, people, enrolled, printed] = await Promise.all([
    registry("places"),
    registry("products"),
    registry("people"),
    phones(),
    prints().catch(() => []), // which not everybody may see
  ]);
  const tags = printed.filter((one) => one.what === "tag").length;
  return { places, products, people, phones: enrolled.filter((one) => one.state !== "revoked"), tags };
};

const countsOf = (there: There): Counts => ({
  places: there.places.length,
  products: there.products.length,
  people: there.people.length,
  phones: there.phones.length,
  tags: there.tags,
});

/** From an empty book to the first harvest: one step at a time, each with its reason, in any order. */
export function StartPage({ query }: { query: URLSearchParams }) {
  const page = useLoad(loadThere, "start");
  return (
    <>
      <Head title={t("start.title")} what={t("start.what")} loaded={page} />
      {page.data === null ? null : <Steps there={page.data} asked={query.get("step")} again={page.again} />}
    </>
  );
}

function Steps({ there, asked, again }: { there: There; asked: string | null; again: () => void }) {
  const counts = countsOf(there);
  const kept = remembered();
  const here = STEPS.find((one) => one === asked) ?? (asked === "ready" ? null : nextStep(counts, kept));
  // Into the address at once: a step that was just done stays on the screen until one goes on.
  useEffect(() => {
    if (asked === null) go(at.start(here ?? "ready"), true);
  }, [asked]);
  return (
    <>
      <ol class="steps">
        {STEPS.map((step, i) => {
          const state = stateOf(step, counts, kept);
          return (
            <li key={step} class={state}>
              <span class="sign" aria-hidden="true">
                {state === "done" ? <Icon name="ok" /> : i + 1}
              </span>
              <span {...(step === here ? { "aria-current": "step" as const } : {})}>
                <Link to={at.start(step)}>{t(`start.${step}`)}</Link>{" "}
                <small>{state === "open" ? "" : t(`start.is_${state}`)}</small>
              </span>
            </li>
          );
        })}
      </ol>
      <LookFirst />
      {here === null ? <Ready there={there} /> : <OneStep key={here} step={here} there={there} again={again} />}
    </>
  );
}

function OneStep({ step, there, again }: { step: Step; there: There; again: () => void }) {
  const [saved, setSaved] = useState<string | null>(null);
  const state = stateOf(step, countsOf(there), remembered());
  const onDone = (name: string): void => {
    setSaved(name);
    again();
  };
  const onward = (): void => {
    if (state === "open") skip(step);
    go(at.start(nextStep(countsOf(there), remembered(), step) ?? "ready"));
  };
  const list: { code: string; name?: string | null }[] = step === "tags" ? [] : there[step];
  return (
    <section class="card" aria-label={t(`start.${step}`)}>
      <h2>{t(`start.${step}`)}</h2>
      <p>{t(`start.${step}_why`)}</p>
      {saved === null ? null : (
        <Notice mood="ok">
          {step === "tags" ? t("start.tags_made", { n: saved }) : t("start.saved", { name: saved })}
        </Notice>
      )}
      {list.length === 0 ? null : (
        <p class="there">
          {t("start.there")}{" "}
          <Several of={list}>
            {(one, i) => (
              <span key={one.code}>
                {i === 0 ? "" : ", "}
                {one.name ?? one.code} <code>{one.code}</code>
              </span>
            )}
          </Several>
        </p>
      )}
      <StepForm
        key={step === "phones" ? step : `${step} ${list.length}`}
        step={step}
        there={there}
        onDone={onDone}
        again={again}
      />
      <p class="onward">
        <Button main={state === "done"} onPress={onward}>
          {t(state === "done" ? "start.next" : "start.skip")}
        </Button>{" "}
        <Link to={step === "tags" ? at.labels : step === "phones" ? at.phones : at.registry(step)}>
          {t(`start.${step}_more`)}
        </Link>
      </p>
    </section>
  );
}

function StepForm({
  step,
  there,
  onDone,
  again,
}: {
  step: Step;
  there: There;
  onDone: (name: string) => void;
  again: () => void;
}) {
  switch (step) {
    case "places":
      return <FirstPlace all={there.places} onDone={onDone} />;
    case "products":
      return <FirstProduct all={there.products} onDone={onDone} />;
    case "people":
      return <FirstPerson all={there.people} onDone={onDone} />;
    case "tags":
      return <FirstTags places={there.places} onDone={onDone} />;
    case "phones":
      return <FirstPhone all={there.phones} look={again} />;
  }
}

/** Nothing is left to set up, or it was left out: what the phone does now, and what can wait. */
function Ready({ there }: { there: There }) {
  const field = there.places.find((one) => (one.status ?? []).length > 0);
  const whole = there.places.length > 0 && there.products.length > 0 && there.phones.length > 0;
  const title = t(whole ? "start.ready" : "start.not_yet");
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {whole ? null : <p>{t("start.not_yet_what")}</p>}
      <ol>
        <li>{t("start.ready_place")}</li>
        <li>{t("start.ready_harvest")}</li>
        <li>{t("start.ready_look")}</li>
      </ol>
      <p>{t("start.later")}</p>
      <ul>
        {field === undefined ? null : (
          <li>
            <Link to={at.record("places", field.code)}>{t("start.later_plant")}</Link>
          </li>
        )}
        <li>
          <Link to={at.registry("partners")}>{t("start.later_partners")}</Link>
        </li>
        <li>
          <Link to={at.labels}>{t("start.later_labels")}</Link>
        </li>
      </ul>
      <p>
        <Link to={at.desk}>{t("start.to_today")}</Link>
      </p>
    </section>
  );
}

/** Whoever would rather see first what becomes of it all. */
function LookFirst() {
  if (session.value?.person.roles.includes("owner") !== true || session.value.operation.sample === true) return null;
  return (
    <p>
      {t("sample.look_first")} <Link to={at.sample}>{t("sample.title")}</Link>
    </p>
  );
}

/** On the first page of an empty operation: how far its beginning is, until it is done or put away. */
export function StartCard() {
  const there = useLoad(loadThere, "start").data;
  const kept = remembered();
  if (there === null) return null;
  const counts = countsOf(there);
  const done = STEPS.filter((one) => stateOf(one, counts, kept) === "done").length;
  if (kept.away) return null;
  return (
    <section class="guide" aria-label={t("start.title")}>
      <h2>{t("start.title")}</h2>
      <p>{t("start.progress", { done, all: STEPS.length })}</p>
      <ol>
        {STEPS.map((step) => {
          const state = stateOf(step, counts, kept);
          return (
            <li key={step} class={state}>
              <span aria-hidden="true">{state === "done" ? "✓" : "·"}</span>{" "}
              <Link to={at.start(step)}>{t(`start.${step}`)}</Link>{" "}
              <small>{state === "open" ? "" : t(`start.is_${state}`)}</small>
            </li>
          );
        })}
      </ol>
      <LookFirst />
      <p class="row">
        <Button main onPress={() => go(at.start(nextStep(counts, kept) ?? "ready"))}>
          {t(done === 0 ? "start.begin" : "start.go_on")}
        </Button>
        <Button quiet onPress={() => rememberStart({ away: true })}>
          {t("start.put_away")}
        </Button>
      </p>
    </section>
  );
}
