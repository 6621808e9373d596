"""Association: frequent itemsets by three miners, and the rules made of them."""
from .apriori import (
    AprioriState,
    apriori,
    apriori_steps,
    count_in,
    has_infrequent_subset,
    join,
)
from .baskets import (
    as_float,
    as_lists,
    as_rows,
    as_sets,
    in_one_order,
    in_order,
    items_of,
    least_count,
    number_items,
    refuse_other_kinds,
)
from .chance import (
    item_table,
    pair_lifts,
    shuffle_columns,
    shuffle_within_margins,
    trade,
    trade_steps,
    zeros_and_ones,
)
from .eclat import EclatState, eclat, eclat_steps, extend, tidsets
from .fp_growth import (
    FPGrowthState,
    FPTree,
    Node,
    fp_growth,
    fp_growth_steps,
    fp_tree_steps,
    grow,
    ordered,
)
from .rules import (
    Rule,
    as_right_sides,
    checked_itemsets,
    closed,
    confident_rights,
    count_of,
    informative,
    maximal,
    measure,
    parents,
    rules,
)
