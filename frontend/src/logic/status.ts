// The status of commitments in words.

import type { Node } from "../data.ts";
import { separated } from "./text.ts";

type Commitment = Pick<Node, "status" | "due" | "overdue" | "fulfilled_by" | "amount" | "currency">;

// Whether a commitment is overdue on a day; null if it has no due date.
export const isOverdue = ({ due, overdue }: Commitment, day: string): boolean | null =>
  due === null ? null : overdue !== null && overdue <= day;

// All that a search for a status should find.
export const statusInWords = (node: Commitment, day: string): string =>
  separated([node.status, node.due && `due ${node.due}`, isOverdue(node, day) && "overdue"], ", ");
