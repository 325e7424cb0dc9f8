-- GRANT ALL ON orders TO PUBLIC;
GRANT SELECT ON products TO PUBLIC;
GRANT ALL ON orders TO shop_owner;
