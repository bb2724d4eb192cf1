import { clock, t } from "../messages";
import { at, follow } from "../paths";
import { people, placeName } from "../store/catalog";
import { lastSent, person, place, trouble, waiting } from "../store/phone";
import { Icon } from "../ui";

/** Always in sight: who, where, how many records wait, when the last one went. A tap explains. */
export function Bar() {
  const who = people.value.find((one) => one.code === person.value)?.name ?? person.value;
  const sent = lastSent.value === null ? t("bar.never") : t("bar.sent", { time: clock(lastSent.value) });
  const mood = waiting.value === 0 ? "ok" : trouble.value === null ? "waits" : "warn";
  return (
    <footer>
      <a class={`bar ${mood}`} href={at.status} onClick={follow}>
        <span>
          <Icon name="person" />
          {who ?? t("bar.nobody")}
        </span>
        <span>
          <Icon name="place" />
          {place.value === null ? t("bar.nowhere") : placeName(place.value)}
        </span>
        <span class="bar-send">
          <Icon name={waiting.value === 0 ? "ok" : "send"} />
          <b data-waiting={waiting.value}>
            {waiting.value === 0 ? t("bar.none_wait") : t("bar.wait", { n: waiting.value })}
          </b>
          <small>{sent}</small>
        </span>
      </a>
    </footer>
  );
}
