import type { LinkView } from "../api";
import { t, words } from "../messages";

const API = "/api/v1/";

/** What somebody who came by a link looked at, in words. */
export function saw({ what, path }: LinkView): string {
  if (what !== "any") return words("saw", what, what);
  const [method, address = ""] = path.split(" ");
  const [name = "", rest = ""] = (address.split("?")[0] ?? "").slice(API.length).split(/\/(.*)/s);
  const code = decodeURIComponent(rest);
  if (name === "lots") return code === "" ? t("saw.lots") : t("saw.lot", { code });
  if (name === "tags") return t("saw.tag", { code });
  if (name === "files") return t("saw.file");
  if (name === "exercises" && code === "" && method === "POST") return t("saw.asked");
  if (name !== "exercises" || code === "") return t("saw.any");
  return code.endsWith("/report") ? t("saw.taken") : t("saw.answer");
}
