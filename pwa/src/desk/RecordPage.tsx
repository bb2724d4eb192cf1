import type { Partner, Person, Place, Plan, Product, Recipe, RegistryName } from "../api";
import { History } from "./History";
import { IngredientCheck } from "./IngredientCheck";
import { PartnerForm } from "./PartnerForm";
import { PersonForm } from "./PersonForm";
import { PlaceForm } from "./PlaceForm";
import { PlanForm } from "./PlanForm";
import { ProductForm } from "./ProductForm";
import { RecipeForm } from "./RecipeForm";
import type { AnyRecord } from "./RegistryPage";
import { Retire } from "./Retire";

/** One record of the registry: its form, its being in use or not, and what became of it. A new one is a form alone. */
export function RecordPage({
  name,
  record,
  all,
  onChanged,
  onDone,
}: {
  name: RegistryName;
  record: AnyRecord | null;
  all: AnyRecord[];
  /** The record is another now, and its page stays open. */
  onChanged: () => void;
  onDone: () => void;
}) {
  return (
    <>
      <div class={record === null ? undefined : "record"}>
        <RecordForm name={name} record={record} all={all} onDone={onDone} />
      </div>
      {record === null ? null : (
        <>
          {name === "recipes" ? <IngredientCheck recipe={record.code} /> : null}
          <Retire name={name} record={record} onDone={onChanged} />
          <History of={name} code={record.code} seq={record.seq} onPutBack={onChanged} />
        </>
      )}
    </>
  );
}

function RecordForm({
  name,
  record,
  all,
  onDone,
}: {
  name: RegistryName;
  record: AnyRecord | null;
  all: AnyRecord[];
  onDone: () => void;
}) {
  switch (name) {
    case "places":
      return <PlaceForm place={record as Place | null} all={all as Place[]} onDone={onDone} />;
    case "products":
      return <ProductForm product={record as Product | null} onDone={onDone} />;
    case "partners":
      return <PartnerForm partner={record as Partner | null} onDone={onDone} />;
    case "people":
      return <PersonForm person={record as Person | null} onDone={onDone} />;
    case "recipes":
      return <RecipeForm recipe={record as Recipe | null} onDone={onDone} />;
    case "plans":
      return <PlanForm plan={record as Plan | null} onDone={onDone} />;
  }
}
