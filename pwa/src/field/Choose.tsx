import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../messages";
import { people, places } from "../store/catalog";
import { setPlace } from "../store/phone";
import { Button, type IconName } from "../ui";
import { become } from "./pin";
import { speak } from "./voice";

export interface Option {
  key: string;
  label: string;
  more?: string;
}

/** A list of large buttons: one tap chooses. */
export function Options({
  title,
  options,
  icon,
  empty,
  onChoose,
  children,
}: {
  title: string;
  options: Option[];
  icon?: IconName;
  empty: string;
  onChoose: (key: string) => void;
  children?: ComponentChildren;
}) {
  return (
    <section class="panel">
      <h2>{title}</h2>
      {options.length === 0 ? <p>{empty}</p> : null}
      <div class="options">
        {options.map((one) => (
          <Button key={one.key} {...(icon === undefined ? {} : { icon })} onPress={() => onChoose(one.key)}>
            <b>{one.label}</b>
            {one.more === undefined ? null : <small>{one.more}</small>}
          </Button>
        ))}
      </div>
      {children}
    </section>
  );
}

export function ChoosePerson() {
  useEffect(() => void speak(["who"]), []);
  const options = people.value.map((one) => ({ key: one.code, label: one.name ?? one.code, more: one.code }));
  return (
    <Options
      title={t("who.title")}
      icon="person"
      options={options}
      empty={t("who.empty")}
      onChoose={(code) => void become(code)}
    />
  );
}

export function ChoosePlace() {
  useEffect(() => void speak(["where"]), []);
  const options = places.value.map((one) => ({ key: one.code, label: one.name, more: one.code }));
  return (
    <Options
      title={t("where.title")}
      icon="place"
      options={options}
      empty={t("where.empty")}
      onChoose={(code) => void setPlace(code)}
    />
  );
}
