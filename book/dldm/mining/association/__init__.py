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
from .eclat import EclatState, bitsets, eclat, eclat_steps, projected, vertical
from .fp_growth import (
    FPGrowthState,
    FPTree,
    fp_growth,
    fp_growth_steps,
    fp_tree_steps,
    ordered,
)
from .rules import (
    Rule,
    as_right_sides,
    checked_itemsets,
    closed,
    confident_rights,
    count_of,
    item_table,
    maximal,
    measure,
    pair_lifts,
    parents,
    rules,
    shuffle_columns,
)
