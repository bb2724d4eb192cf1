import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { number, t } from "../messages";
import { Button } from "../ui";

/** Things side by side in a line of text: the first of many, and all when somebody asks. */
export function Several<One>({
  of,
  most = 40,
  children,
}: {
  of: One[];
  most?: number;
  children: (one: One, i: number) => ComponentChildren;
}) {
  const [all, setAll] = useState(false);
  return (
    <>
      {of.slice(0, all ? of.length : most).map(children)}
      {all || of.length <= most ? null : (
        <Button quiet onPress={() => setAll(true)}>
          {t("lot.and_more", { n: number(of.length - most) })}
        </Button>
      )}
    </>
  );
}
