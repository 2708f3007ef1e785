"""Questions over many reports: findings, sums, trends, who has reported, where a word stands."""
