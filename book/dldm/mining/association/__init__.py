"""Association: frequent itemsets by three miners, and the rules made of them."""
from .apriori import (
    AprioriState,
    apriori,
    apriori_steps,
    count_in,
    has_infrequent_subset,
    join,
)
from .baskets import as_lists, as_sets, in_order, least_count, number_items
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
    closed,
    item_table,
    maximal,
    measure,
    pair_lifts,
    parents,
    rules,
    shuffle_columns,
)
